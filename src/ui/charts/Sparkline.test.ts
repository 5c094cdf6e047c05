import { describe, expect, it } from "vitest";
import { sparkPoints } from "./Sparkline.tsx";

describe("sparkPoints", () => {
  it("draws the lowest at the bottom and the highest at the top", () => {
    expect(sparkPoints([0, null, 10], 104, 24)).toBe("2.0,22.0 102.0,2.0");
  });

  it("draws within a given range, so that curves compare", () => {
    expect(sparkPoints([0.5, 1], 104, 24, [0, 1])).toBe("2.0,12.0 102.0,2.0");
  });

  it("draws a flat curve flat and nothing from a single value", () => {
    expect(sparkPoints([5, 5], 104, 24)).toBe("2.0,22.0 102.0,22.0");
    expect(sparkPoints([5], 104, 24)).toBe("");
  });
});
