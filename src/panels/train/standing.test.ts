import { describe, expect, it } from "vitest";
import { standingOf } from "./standing.ts";

const yardsticks = { kidFloor: 0.1, kidCeiling: 1.1 };

describe("standingOf", () => {
  it.each([
    [2, { place: "ceiling" }],
    [1.1, { place: "ceiling" }],
    [0.35, { place: "between", share: 0.75 }],
    [0.1, { place: "floor" }],
    [-0.01, { place: "floor" }],
  ] as const)("a distance of %d", (kid, standing) => {
    expect(standingOf(kid, yardsticks)).toEqual(standing);
  });
});
