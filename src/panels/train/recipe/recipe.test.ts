import { describe, expect, it } from "vitest";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { nearestPreset, presetValues, recipeOf } from "./recipe.ts";

const spec: ModelSpec = {
  id: "toy",
  tasks: [],
  needs: "labels",
  suits: { size: 32, shortSide: 128 },
  hparams: {
    steps: { kind: "int", default: 100, min: 10, max: 1000, step: 10, advanced: false },
    width: { kind: "int", default: 8, min: 4, max: 64, step: 4, advanced: false },
    mode: { kind: "choice", default: "a", options: ["a", "b"], advanced: true },
    flip: { kind: "boolean", default: true, advanced: true },
  },
  presets: [
    { id: "small", hparams: {} },
    { id: "full", hparams: { width: 32, steps: 500 } },
  ],
  losses: ["loss"],
  validation: ["loss"],
};

describe("recipeOf", () => {
  it("is the first preset without a draft", () => {
    expect(recipeOf(spec, undefined)).toEqual({ steps: 100, width: 8, mode: "a", flip: true });
  });

  it("keeps what fits of an old draft and drops the rest", () => {
    const draft = { steps: 5_000, width: "wide", mode: "gone", flip: false, unknown: 1 };
    expect(recipeOf(spec, draft)).toEqual({ steps: 1000, width: 8, mode: "a", flip: false });
  });
});

describe("nearestPreset", () => {
  it("recognises a preset and tells when it was changed", () => {
    const full = presetValues(spec, spec.presets[1]);
    expect(nearestPreset(spec, full)).toEqual({ preset: spec.presets[1], isChanged: false });
    expect(nearestPreset(spec, { ...full, flip: false })).toEqual({
      preset: spec.presets[1],
      isChanged: true,
    });
  });
});
