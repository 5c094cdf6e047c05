import { describe, expect, it } from "vitest";
import { Rng } from "./rng.ts";

describe("Rng", () => {
  it("repeats itself from the same seed and differs between seeds", () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (rng) => () =>
            rng.uint32()
        )(new Rng(seed)),
      );
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it("goes on from a saved state", () => {
    const rng = new Rng(3);
    rng.normal();
    const copy = Rng.from(rng.state);
    expect(copy.uint32()).toBe(rng.uint32());
  });

  it("draws normals with mean 0 and deviation 1", () => {
    const values = new Rng(1).normals(20_000);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });

  it("permutes every index exactly once", () => {
    expect([...new Rng(5).permutation(50)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
  });
});
