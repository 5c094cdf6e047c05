import { describe, expect, it } from "vitest";
import { heatColours, paintHeat } from "./colourMap.ts";

const lightness = (index: number) =>
  0.2126 * (heatColours[index * 3] ?? 0) +
  0.7152 * (heatColours[index * 3 + 1] ?? 0) +
  0.0722 * (heatColours[index * 3 + 2] ?? 0);

describe("heatColours", () => {
  it("runs from near black to pale yellow", () => {
    expect([...heatColours.slice(0, 3)]).toEqual([0, 0, 4]);
    expect([...heatColours.slice(-3)]).toEqual([252, 255, 164]);
  });

  it("grows lighter all the way, so that it reads in grey too", () => {
    for (let index = 1; index < 256; index++) {
      expect(lightness(index)).toBeGreaterThanOrEqual(lightness(index - 1) - 0.5);
    }
  });
});

describe("paintHeat", () => {
  it("lets no weight through and covers with full weight", () => {
    const pixels = Uint8ClampedArray.of(0, 0, 0, 255, 255, 255, 255, 255);
    paintHeat(pixels);
    expect([...pixels]).toEqual([0, 0, 4, 0, 252, 255, 164, 255]);
  });
});
