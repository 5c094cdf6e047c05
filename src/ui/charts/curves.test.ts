import { describe, expect, it } from "vitest";
import { decimate, newestIndex, smooth, tableRows } from "./curves.ts";

describe("smooth", () => {
  it("leaves a constant as it is from the first value on", () => {
    const smoothed = smooth([2, 2, 2], 0.9);
    for (const value of smoothed) expect(value).toBeCloseTo(2, 10);
  });

  it("keeps gaps and does not let them count", () => {
    expect(smooth([1, null, 3], 0.5)).toEqual([1, null, smooth([1, 3], 0.5)[1]]);
  });

  it("gives the values themselves at weight 0", () => {
    expect(smooth([3, null, 1], 0)).toEqual([3, null, 1]);
  });

  it("damps a zigzag", () => {
    const zigzag = Array.from({ length: 200 }, (_, index) => index % 2);
    const tail = smooth(zigzag, 0.95).slice(-10) as number[];
    expect(Math.max(...tail) - Math.min(...tail)).toBeLessThan(0.1);
  });
});

describe("decimate", () => {
  const steps = Array.from({ length: 20_000 }, (_, index) => index);
  const flat = steps.map((step) => (step === 7_777 ? 99 : step === 12_345 ? -99 : 0));

  it("keeps every spike, the ends and the order", () => {
    const thin = decimate({ steps, columns: [flat] }, 1_000);
    expect(thin.steps.length).toBeLessThanOrEqual(1_000);
    expect(thin.steps[0]).toBe(0);
    expect(thin.steps.at(-1)).toBe(19_999);
    expect(thin.columns[0]).toContain(99);
    expect(thin.columns[0]).toContain(-99);
    expect(thin.steps).toEqual([...thin.steps].sort((a, b) => a - b));
  });

  it("keeps the values of a sparse column", () => {
    const sparse = steps.map((step) => (step % 1_000 === 500 ? step : null));
    const thin = decimate({ steps, columns: [flat, sparse] }, 1_000);
    expect(thin.columns[1]?.filter((value) => value !== null)).toHaveLength(20);
  });

  it("drops nothing below the limit", () => {
    const points = { steps: [1, 2], columns: [[3, 4]] };
    expect(decimate(points, 5_000)).toBe(points);
  });
});

describe("newestIndex", () => {
  it("skips gaps at the end", () => {
    expect(newestIndex([1, 2, null])).toBe(1);
    expect(newestIndex([null])).toBe(-1);
  });
});

describe("tableRows", () => {
  it("spreads rows evenly and ends with the newest value", () => {
    const steps = Array.from({ length: 100 }, (_, index) => index);
    const rows = tableRows({ steps, columns: [[...steps.slice(0, 99), null]] }, 5);
    expect(rows).toHaveLength(5);
    expect(rows[0]).toBe(0);
    expect(rows.at(-1)).toBe(98);
  });
});
