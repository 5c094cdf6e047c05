import { describe, expect, it } from "vitest";
import { moved, pageSteps, positionOf, type SliderScale, snap, valueAt } from "./sliderScale.ts";

const linear: SliderScale = { min: -3, max: 3, step: 0.1, isLog: false };
const whole: SliderScale = { min: 1, max: 256, step: 1, isLog: false };
const log: SliderScale = { min: 1e-6, max: 1e-2, step: 0, isLog: true };

describe("slider scale", () => {
  it("puts the ends at the ends", () => {
    for (const scale of [linear, whole, log]) {
      expect(valueAt(0, scale)).toBe(scale.min);
      expect(valueAt(1, scale)).toBe(scale.max);
      expect(positionOf(scale.min, scale)).toBe(0);
      expect(positionOf(scale.max, scale)).toBe(1);
    }
  });

  it("halves decades on a logarithmic track", () => {
    expect(valueAt(0.5, log)).toBe(1e-4);
    expect(positionOf(1e-4, log)).toBeCloseTo(0.5);
  });

  it("keeps values on steps, without binary dust", () => {
    expect(snap(0.30000000000000004, linear)).toBe(0.3);
    expect(snap(17.4, whole)).toBe(17);
    expect(snap(99, linear)).toBe(3);
  });

  it("moves by one step, and by a tenth when fine", () => {
    expect(moved(0, 1, linear)).toBe(0.1);
    expect(moved(0, 1, linear, true)).toBe(0.01);
    expect(moved(0.02, -1, linear, true)).toBe(0.01);
    expect(moved(2e-4, 1, log)).toBeGreaterThan(2e-4);
    expect(moved(3, 1, linear)).toBe(3);
  });

  it("keeps to whole numbers and never stands still", () => {
    const counts: SliderScale = { min: 1, max: 256, step: 1, isLog: true, isWhole: true };
    expect(moved(1, 1, counts)).toBe(2);
    expect(moved(2, -1, counts, true)).toBe(1);
    expect(Number.isInteger(valueAt(0.37, counts))).toBe(true);
  });

  it("goes from an odd typed number back onto its steps, and keeps long counts round", () => {
    const even: SliderScale = { min: 2, max: 128, step: 2, isLog: false, isWhole: true };
    expect(moved(33, 1, even)).toBe(36);
    expect(moved(34, 1, even, true)).toBe(35); // a whole number is the finest step
    const steps: SliderScale = { min: 10, max: 100_000, step: 10, isLog: true, isWhole: true };
    expect(snap(12_345, steps)).toBe(12_300);
  });

  it("pages over a tenth of the track", () => {
    expect(pageSteps(linear)).toBe(6);
    expect(pageSteps(whole)).toBe(26);
    expect(pageSteps(log)).toBe(10);
  });
});
