import { expect, it } from "vitest";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { chartsOf } from "./curves.ts";

const spec: ModelSpec = {
  id: "toy",
  tasks: [],
  needs: "images",
  suits: { size: 32, shortSide: 128 },
  hparams: {},
  presets: [],
  losses: ["dLoss", "dReal"],
  validation: ["dReal"],
};
const words = {
  training: "Training",
  heldOut: "Held out",
  samples: "Samples",
  optimizer: (name: string) => `of ${name}`,
};
const chartsWith = (...names: string[]) => {
  const columns = new Map(names.map((name) => [name, [1]] as [string, number[]]));
  const charts = chartsOf(spec, { steps: [1], columns }, words);
  return charts.map(({ measure, series }) => [measure, ...series.map(({ label }) => label)]);
};

it("has the model's own charts first, then what every run has, and no empty one", () => {
  const names = ["learningRate", "gradient.d", "gradient.g", "spread", "dLoss", "dReal"];
  expect(chartsWith(...names, "val.dReal")).toEqual([
    ["dLoss", "Training"],
    ["dReal", "Training", "Held out"],
    ["spread", "Samples"],
    ["gradient", "of d", "of g"],
    ["learningRate", "Training"],
  ]);
  expect(chartsWith()).toEqual([]);
});

it("names no optimiser where there is only one", () => {
  expect(chartsWith("gradient.adam")).toEqual([["gradient", "Training"]]);
});
