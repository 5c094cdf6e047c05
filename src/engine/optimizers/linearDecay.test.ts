import { describe, expect, it } from "vitest";
import { linearDecay } from "./linearDecay.ts";

describe("linearDecay", () => {
  it("stays at 1 until its share of the steps begins, and ends just above 0", () => {
    const factors = [0, 64, 96, 124].map((step) => linearDecay(step, 128, 0.5));
    expect(factors).toEqual([1, 1, 0.5, 1 / 16]);
  });

  it("does nothing without a share, and stays at 0 beyond the end", () => {
    expect(linearDecay(99, 100, 0)).toBe(1);
    expect(linearDecay(120, 100, 0.5)).toBe(0);
  });
});
