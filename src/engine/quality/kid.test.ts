import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { kid } from "./kid.ts";

const rows = (...values: number[]) => Float32Array.from(values);

describe("kid", () => {
  it("is what the formula gives by hand", async () => {
    // k(1, 2) = 27, k(0, 3) = 1; between: 1, 64, 1 and 343
    expect(await kid(rows(1, 2), rows(0, 3), 1)).toBeCloseTo(27 + 1 - (2 * 409) / 4, 10);
    // k(x1, x2) = 1, k(y1, y2) = 2³; between: 1.5³, 2³, 1.5³ and 1
    const [x, y] = [rows(1, 0, 0, 1), rows(1, 1, 2, 0)];
    expect(await kid(x, y, 2)).toBeCloseTo(1 + 8 - (2 * 15.75) / 4, 10);
  });

  it("does not care which set comes first, nor in which order their rows are", async () => {
    const rng = new Rng(1);
    const [x, y] = [rng.normals(3 * 80), rng.normals(3 * 70)];
    const value = await kid(x, y, 3);
    expect(await kid(y, x, 3)).toBeCloseTo(value, 10);
    const turned = Float32Array.from([...x.slice(9), ...x.slice(0, 9)]);
    expect(await kid(turned, y, 3)).toBeCloseTo(value, 10);
  });

  it("is 0 on average for sets from one source, however small, and grows as sources part", async () => {
    const repeats = 400;
    const averageAt = async (shift: number) => {
      const rng = new Rng(2);
      const values: number[] = [];
      for (let i = 0; i < repeats; i++) {
        const x = rng.normals(4 * 6);
        const y = rng.normals(4 * 9).map((value) => value + shift);
        values.push(await kid(x, y, 4));
      }
      const mean = values.reduce((sum, value) => sum + value, 0) / repeats;
      const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / repeats;
      return { mean, error: Math.sqrt(spread / repeats) };
    };
    const same = await averageAt(0);
    expect(Math.abs(same.mean)).toBeLessThan(3 * same.error);
    const [near, far] = [await averageAt(0.5), await averageAt(1)];
    expect(near.mean).toBeGreaterThan(3 * near.error);
    expect(far.mean).toBeGreaterThan(2 * near.mean);
  });

  it("refuses sets without a pair", async () => {
    await expect(kid(rows(1), rows(1, 2), 1)).rejects.toThrow(RangeError);
  });
});
