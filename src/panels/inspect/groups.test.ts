import { expect, it } from "vitest";
import { nextGroupSize } from "./groups.ts";

it("takes more photos together while that is quick, and fewer where it is slow", () => {
  expect([1, 2, 8, 16].map((size) => nextGroupSize(size, 100))).toEqual([2, 4, 16, 16]);
  expect([1, 2, 16].map((size) => nextGroupSize(size, 500))).toEqual([1, 2, 16]);
  expect([1, 3, 16].map((size) => nextGroupSize(size, 2000))).toEqual([1, 1, 8]);
});
