import { describe, expect, it } from "vitest";
import { questionsIn } from "./taskRules.ts";

const engine = "src/engine/training/x.ts";
const page = "src/panels/train/X.tsx";

describe("asking which task a model has", () => {
  it.each([
    [page, 'if (spec.tasks.includes("classify")) show();'],
    [page, "const first = spec.tasks[0];"],
    [page, "const { tasks } = spec; tasks.some((task) => task);"],
    ["lab/judge.ts", "models.filter((model) => model.tasks.length > 1);"],
    [engine, "const isClassifier = model.logits !== undefined;"],
    [engine, "if (!model.translate) throw new Error();"],
    [engine, "const images = model.generate?.(z);"],
  ])("is found in %s: %s", (path, code) => {
    const [found, ...more] = questionsIn(path, `// first line\n${code}`);
    expect(found).toContain(`${path}:2 asks which task`);
    expect(more).toEqual([]);
  });

  it.each([
    ["src/engine/tasks/draw.ts", "if (!model.generate) throw new Error();"],
    ["src/protocol/tasks.ts", "tasks.some((task) => task.judges);"],
    ["lab/verbs/generate.ts", "spec.tasks.length;"],
    [engine, "const images = model.generate(z);"],
    [engine, "preview(run.model, run.tasks);"],
    [page, "void engine.generate?.(z);"],
  ])("is nothing else: %s: %s", (path, code) => {
    expect(questionsIn(path, code)).toEqual([]);
  });
});
