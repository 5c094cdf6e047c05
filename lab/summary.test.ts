import { expect, it } from "vitest";
import { summaryOf } from "./summary.ts";

const figures = { kid: 0.5, kidFloor: 0.1, kidCeiling: 2, copyRate: 0.021 };
const pace = { steps: 100, seconds: 12.34, stepsPerSecond: 8.104 };

it("tells pace, distance and copies, the distance as a ratio to the ceiling", () => {
  expect(summaryOf({ ...figures, ...pace })).toBe(
    "100 steps in 12 s, 8.104 a second\nKID 0.5 (floor 0.1, ceiling 2; ratio 0.25), copies 2.1 %\n",
  );
});

it("has a line a class, of translations beside their sources", () => {
  const grass = { ...figures, name: "grass", carried: 0.987, kidSource: 1 };
  const [, , line] = summaryOf({ ...figures, ...pace, classes: [grass] }).split("\n");
  expect(line).toBe(
    "grass: 98.7 % judged so, KID 0.5 (floor 0.1, ceiling 2, sources 1; ratio 0.5), copies 2.1 %",
  );
});

it("says nothing about copies where there is nothing to tell them by", () => {
  expect(summaryOf({ ...figures, ...pace, copyRate: Number.NaN })).not.toContain("copies");
});
