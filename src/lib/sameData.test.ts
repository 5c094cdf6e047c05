import { expect, it } from "vitest";
import { sameData } from "./sameData.ts";

it.each([
  [
    { a: 1, b: [1, { c: "x" }] },
    { b: [1, { c: "x" }], a: 1 },
  ],
  [{ a: undefined, b: 0 }, { b: 0 }],
  [[], []],
  [null, null],
  [Number.NaN, Number.NaN],
])("takes %j and %j for the same", (a, b) => expect(sameData(a, b)).toBe(true));

it.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: 1 }],
  [{ a: 1 }, { a: 1, b: 1 }],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], { 0: 1 }],
  [{}, null],
  ["1", 1],
])("tells %j from %j", (a, b) => expect(sameData(a, b)).toBe(false));
