import { expect, it } from "vitest";
import { Rng } from "../lib/rng.ts";
import { type PaceMark, paceAfter, secondsAStep } from "./pace.ts";

/** A run whose steps take what `stepSeconds` says, up to a step. */
function marksOf(steps: number, stepSeconds: (step: number) => number): readonly PaceMark[] {
  let marks: readonly PaceMark[] = [];
  let seconds = 0;
  for (let step = 1; step <= steps; step++) {
    seconds += stepSeconds(step);
    marks = paceAfter(marks, { step, seconds });
  }
  return marks;
}

it("says nothing in the first 20 steps, nor in the first half minute", () => {
  expect(secondsAStep([])).toBeNull();
  expect(secondsAStep(marksOf(19, () => 5))).toBeNull();
  expect(secondsAStep(marksOf(1_000, () => 0.02))).toBeNull();
  expect(secondsAStep(marksOf(40, () => 5))).toBeCloseTo(5);
});

it("counts what is done between steps, and stays calm while that comes and goes", () => {
  const rng = new Rng(1);
  // 0.3 s a step, six times that now and then, and a chore of 4 s every thirtieth step
  const stepSeconds = (step: number) =>
    (rng.uniform() < 0.05 ? 1.8 : 0.3) + (step % 30 === 0 ? 4 : 0);
  const times: number[] = [];
  let marks: readonly PaceMark[] = [];
  let seconds = 0;
  for (let step = 1; step <= 3_000; step++) {
    seconds += stepSeconds(step);
    marks = paceAfter(marks, { step, seconds });
    const pace = secondsAStep(marks);
    if (pace !== null) times.push(pace);
  }
  expect(times.length).toBeGreaterThan(2_000);
  expect(Math.max(...times) / Math.min(...times)).toBeLessThan(2);
  const mean = seconds / 3_000;
  expect(Math.abs((times.at(-1) ?? 0) / mean - 1)).toBeLessThan(0.35);
});

it("is not moved by one long gap, and begins anew where the run went back", () => {
  const marks = marksOf(60, (step) => (step === 40 ? 3_600 : 2));
  expect(secondsAStep(marks)).toBeLessThan(2.5);
  expect(paceAfter(marks, { step: 10, seconds: 20 })).toEqual([{ step: 10, seconds: 20 }]);
});
