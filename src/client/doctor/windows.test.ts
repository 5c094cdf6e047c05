import { describe, expect, it } from "vitest";
import { meanWithin, windowsOf } from "./windows.ts";

const series = (name: string, values: readonly (number | null)[]) => ({
  steps: values.map((_, at) => at + 1),
  columns: new Map([[name, [...values]]]),
});

describe("windowsOf", () => {
  it("gives means of even stretches, the newest first, without gaps", () => {
    const values = Array.from({ length: 40 }, (_, at) => Math.floor(at / 10));
    expect(windowsOf(series("loss", values), "loss").map(({ mean }) => mean)).toEqual([3, 2, 1, 0]);
    const gappy = [1, null, 1, null, 1, null, 4, null, 4, null, 4];
    expect(windowsOf(series("val.loss", gappy), "val.loss")).toEqual([
      { mean: 4, first: 7, last: 11 },
      { mean: 1, first: 1, last: 5 },
    ]);
  });

  it("leaves out what was logged before a change, and asks for enough points", () => {
    const values = Array.from({ length: 20 }, (_, at) => at);
    expect(windowsOf(series("loss", values), "loss", 10)).toEqual([
      { mean: 14.5, first: 11, last: 20 },
    ]);
    expect(windowsOf(series("loss", values), "loss", 11)).toEqual([]);
    expect(windowsOf(series("loss", values), "kl")).toEqual([]);
  });

  it("looks at the newest hundred values of a long run, not at a quarter of it", () => {
    const values = Array.from({ length: 2000 }, (_, at) => (at < 1900 ? 0 : 1));
    expect(windowsOf(series("loss", values), "loss")[0]).toEqual({
      mean: 1,
      first: 1901,
      last: 2000,
    });
  });
});

it("meanWithin takes the windows that reach into a stretch", () => {
  const windows = [
    { mean: 3, first: 21, last: 30 },
    { mean: 1, first: 11, last: 20 },
  ];
  expect(meanWithin(windows, { first: 15, last: 25 })).toBe(2);
  expect(meanWithin(windows, { first: 12, last: 18 })).toBe(1);
  expect(meanWithin(windows, { first: 1, last: 10 })).toBeNull();
});
