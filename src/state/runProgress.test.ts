import { describe, expect, it } from "vitest";
import { progressOf } from "./runProgress.ts";

describe("progressOf", () => {
  it("tells speed and time left", () => {
    const hparams = { steps: 100, batchSize: 32 };
    const pace = [5, 25].map((step) => ({ step, seconds: 2 * step }));
    expect(progressOf({ hparams, step: 25, stepMs: 200, pace })).toEqual({
      steps: 100,
      share: 0.25,
      stepsPerSecond: 5,
      imagesPerSecond: 160,
      secondsLeft: 150,
    });
  });

  it("knows no speed before the first step", () => {
    const progress = progressOf({ hparams: { steps: 100 }, step: 0, stepMs: 0 });
    expect(progress.stepsPerSecond).toBeNull();
    expect(progress.secondsLeft).toBeNull();
  });
});
