/** What a run in the list of models offers, by what became of its weights and its project. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { page } from "vitest/browser";
import { storedRun } from "../../data/testing/documentsOf.ts";
import type { EngineInfo } from "../../protocol/engine.ts";
import { lostWeights, type RunRecord } from "../../protocol/run.ts";
import { runOf } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { projectOf } from "../../state/testing/projectOf.ts";
import { inBothLanguages, mount } from "../../ui/testing/mount.tsx";
import { ModelRow } from "./ModelRow.tsx";

const words = {
  en: { generate: "Open in Generate", train: "Open in Train", remove: "Delete “Moss”" },
  zh: { generate: "在“生成”中打开", train: "在“训练”中打开", remove: "删除“Moss”" },
};

let unmount: () => void;
beforeEach(async () => {
  unmount = await mount(<ModelRow runId="r" />);
});
afterEach(() => unmount());

function show(changes: Partial<RunRecord>, projects = [{ ...projectOf(2), id: "p" }]): void {
  const record = { ...storedRun("r", []), name: "Moss", projectId: "p", step: 8, ...changes };
  const models = [
    {
      id: record.modelId,
      tasks: [{ id: "generate", desk: "generate", makes: "drawings" }],
      validation: [],
      losses: [],
    },
  ];
  useAppStore.setState({
    runs: [runOf(record)],
    projects,
    engine: { models, backend: {} } as unknown as EngineInfo,
  });
}

const button = (name: string) => page.getByRole("button", { name });

it("is deleted unless it trains, opens where its weights are, and leads to Train without its project", () =>
  inBothLanguages(words, async ({ generate, train, remove }) => {
    show({ state: "training" });
    await expect.element(button(remove)).toBeDisabled();
    await expect.element(button(generate)).toBeVisible();
    expect(button(train).query()).toBeNull();
    show({ state: "paused" });
    await expect.element(button(remove)).toBeEnabled();
    show(lostWeights);
    await expect.poll(() => button(generate).query()).toBeNull();
    show({ state: "paused" }, []);
    await expect.element(button(train)).toBeVisible();
  }));
