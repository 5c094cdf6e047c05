/** Every word that a registered model asks for is there, in both languages, and none is left over. */
import { describe, expect, it } from "vitest";
import { registry, specOf } from "../engine/tasks/registry.ts";
import type { ModelSpec } from "../protocol/spec.ts";
import { messages as en } from "./en/index.ts";
import { models } from "./en/models.ts";
import { messages as zh } from "./zh/index.ts";

const withHint = (id: string) => [id, `${id}.hint`];

function wordsOf({ id, tasks, hparams, presets, sides, losses, validation }: ModelSpec): string[] {
  return [
    `model.${id}`,
    `model.${id}.short`,
    `model.${id}.summary`,
    ...tasks.map((task) => `task.${task.id}`),
    ...Object.keys(hparams).flatMap((key) => withHint(`hparam.${key}`)),
    ...Object.values(hparams).flatMap((field) =>
      field.kind === "choice" ? field.options.map((option) => `choice.${option}`) : [],
    ),
    ...presets.flatMap((preset) => withHint(`preset.${id}.${preset.id}`)),
    ...(sides ?? []).flatMap((side) => [...withHint(`side.${side}`), `side.${side}.letter`]),
    ...[...losses, ...validation].flatMap((key) => withHint(`series.${key}`)),
  ];
}

const specs: readonly ModelSpec[] = Object.values(registry).map(specOf);

describe.each(specs.map((spec) => [spec.id, wordsOf(spec)] as const))("model %s", (_, words) => {
  it.each(words)("%s has words in both languages", (id) => {
    expect(en).toHaveProperty([id]);
    expect(zh).toHaveProperty([id]);
  });
});

it("no words are kept for what no model states", () => {
  const asked = new Set(specs.flatMap(wordsOf));
  expect(Object.keys(models).filter((id) => !asked.has(id))).toEqual([]);
});
