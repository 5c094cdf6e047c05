import { expect, it } from "vitest";
import type { Field } from "../../../protocol/spec.ts";
import { liveFields } from "./liveFields.ts";

const int = (live: boolean): Field => ({
  kind: "int",
  default: 100,
  min: 10,
  max: 1000,
  step: 10,
  advanced: false,
  ...(live && { live: true }),
});
const hparams = {
  steps: int(true),
  width: int(false),
  dropout: int(true),
  learningRate: int(true),
};

it("are those that a model allows, learning rate and variations first", () => {
  const fields = liveFields({ hparams }, 0);
  expect(Object.entries(fields).map(([key, { advanced }]) => [key, advanced])).toEqual([
    ["learningRate", false],
    ["steps", true],
    ["dropout", true],
  ]);
});

it.each([
  [0, 10],
  [9, 10],
  [10, 20],
  [119, 120],
  [120, 130],
  [999, 1000],
])("after %i steps the run may end at %i", (step, min) => {
  expect(liveFields({ hparams }, step).steps).toMatchObject({ min });
});
