import { expect, it } from "vitest";
import { meanDifference } from "./meanDifference.ts";

it("is 0 for the same picture and 1 between black and white", () => {
  const black = Uint8ClampedArray.of(0, 0, 0, 255);
  const white = Uint8ClampedArray.of(255, 255, 255, 255);
  expect(meanDifference(white, white)).toBe(0);
  expect(meanDifference(black, white)).toBe(1);
});

it("is a mean over pixels and colours, whatever their transparency", () => {
  const one = Uint8ClampedArray.of(0, 0, 0, 255, 51, 51, 51, 255);
  const other = Uint8ClampedArray.of(153, 0, 0, 0, 51, 51, 51, 255);
  expect(meanDifference(one, other)).toBeCloseTo(0.1);
});
