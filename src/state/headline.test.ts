import { describe, expect, it } from "vitest";
import type { ModelSpec } from "../protocol/spec.ts";
import { headlineOf } from "./headline.ts";

const spec = (losses: string[], validation: string[]): ModelSpec => ({
  id: "toy",
  tasks: [],
  needs: "images",
  suits: { size: 32, shortSide: 128 },
  hparams: {},
  presets: [],
  losses,
  validation,
});

describe("headlineOf", () => {
  it("prefers accuracy on held-out photos", () => {
    const latest = { loss: 1, "val.loss": 2, "val.accuracy": 0.9 };
    expect(headlineOf({ latest }, spec(["loss"], ["loss", "accuracy"]))).toEqual({
      series: "accuracy",
      value: 0.9,
      isShare: true,
    });
  });

  it("falls back to the training loss before the first validation", () => {
    expect(headlineOf({ latest: { loss: 3 } }, spec(["loss"], ["loss"]))?.value).toBe(3);
    expect(headlineOf({ latest: {} }, spec(["loss"], ["loss"]))).toBeNull();
  });
});
