import { describe, expect, it } from "vitest";
import { standingOf } from "./standing.ts";

const yardsticks = { kidFloor: 1, kidCeiling: 5 };

describe("standingOf", () => {
  it.each([
    [9, { place: "ceiling" }],
    [5, { place: "ceiling" }],
    [2, { place: "between", share: 0.75 }],
    [1, { place: "floor" }],
    [-0.01, { place: "floor" }],
  ] as const)("a distance of %d", (kid, standing) => {
    expect(standingOf(kid, yardsticks)).toEqual(standing);
  });
});
