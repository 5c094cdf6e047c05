import { describe, expect, it } from "vitest";
import { normals, philox, uniforms } from "./philox.ts";

describe("Philox 4×32-10", () => {
  it("gives the known answers of Random123", () => {
    const words = new Uint32Array(4);
    philox(words, 0, { seed: 0, step: 0 }, 0);
    expect([...words].map((word) => word.toString(16))).toEqual([
      "6627e8d5",
      "e169c58d",
      "bc57ac4c",
      "9b00dbd8",
    ]);
  });

  it("draws each number by its place alone", () => {
    const clock = { seed: 7, step: 3 };
    expect(uniforms(5, clock, 2)).toEqual(uniforms(11, clock, 2).subarray(0, 5));
    expect(uniforms(4, clock, 2)).not.toEqual(uniforms(4, clock, 1));
    expect(uniforms(4, clock, 2)).not.toEqual(uniforms(4, { ...clock, step: 4 }, 2));
  });

  it("has the moments of its distributions", () => {
    const clock = { seed: 1, step: 1 };
    const mean = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const flat = uniforms(20_000, clock, 0);
    expect(mean(flat)).toBeCloseTo(0.5, 2);
    expect(Math.max(...flat)).toBeLessThan(1);
    const normal = normals(20_000, clock, 0);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((v) => v * v))).toBeCloseTo(1, 1);
    expect(mean(normal.map((v) => v ** 4))).toBeCloseTo(3, 0);
  });
});
