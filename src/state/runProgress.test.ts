import { describe, expect, it } from "vitest";
import { progressOf } from "./runProgress.ts";

describe("progressOf", () => {
  it("tells speed and time left", () => {
    const hparams = { steps: 100, batchSize: 32 };
    const pace = [5, 25].map((step) => ({ step, seconds: 2 * step }));
    expect(progressOf({ hparams, step: 25, seconds: 1, stepMs: 200, pace })).toEqual({
      share: 0.25,
      stepsPerSecond: 5,
      imagesPerSecond: 160,
      secondsLeft: 150,
    });
  });

  it("knows no speed before the first step", () => {
    const progress = progressOf({ hparams: { steps: 100 }, step: 0, seconds: 1, stepMs: 0 });
    expect(progress.stepsPerSecond).toBeNull();
    expect(progress.secondsLeft).toBeNull();
  });

  it("of a model that is fitted goes by what is done of it", () => {
    const run = { hparams: { seed: 1 }, step: 0, stepMs: 0, seconds: 3 };
    const fitting = progressOf({ ...run, fittedShare: 0.25 });
    expect(fitting).toMatchObject({ share: 0.25, stepsPerSecond: null, secondsLeft: 9 });
    expect(progressOf(run)).toMatchObject({ share: 0, secondsLeft: null });
    expect(progressOf({ ...run, step: 1 })).toMatchObject({ share: 1, secondsLeft: 0 });
  });
});
