import { describe, expect, it } from "vitest";
import { countRight } from "./heldOut.ts";

describe("countRight", () => {
  it("counts by class and in all", () => {
    const verdicts = [
      [0.9, 0.1],
      [0.4, 0.6],
      [0.2, 0.8],
    ];
    expect(countRight(verdicts, [0, 0, 1], 2)).toEqual({
      right: 2,
      count: 3,
      perClass: [
        { right: 1, count: 2 },
        { right: 1, count: 1 },
      ],
    });
  });
});
