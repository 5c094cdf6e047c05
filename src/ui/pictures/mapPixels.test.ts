import { describe, expect, it } from "vitest";
import type { PixelMap } from "../../protocol/answers.ts";
import { heatColours } from "./colourMap.ts";
import { mapPixels } from "./mapPixels.ts";

const mapOf = (changes: Partial<PixelMap>, ...values: number[]): PixelMap => ({
  kind: "height",
  width: values.length,
  height: 1,
  channels: 1,
  range: [0, 2],
  ...changes,
  values: Float32Array.from(values),
});

describe("a map as a picture", () => {
  it("of heights is grey, dark where it is low, and clamped to its range", () => {
    const pixels = [...mapPixels(mapOf({}, -1, 0, 1, 2, 9))];
    const greys = pixels.filter((_, at) => at % 4 === 0);
    expect(greys).toEqual([0, 0, 128, 255, 255]);
    expect(pixels.slice(8, 12)).toEqual([128, 128, 128, 255]);
  });

  it("of heat has the colours of heat maps", () => {
    const pixels = [...mapPixels(mapOf({ kind: "heat" }, 0, 2))];
    expect(pixels).toEqual([...heatColours.slice(0, 3), 255, ...heatColours.slice(-3), 255]);
  });

  it("of classes tells neighbours apart", () => {
    const pixels = mapPixels(mapOf({ kind: "classMap" }, 0, 1, 2));
    const colours = [0, 1, 2].map((at) => pixels.slice(at * 4, at * 4 + 3).join());
    expect(new Set(colours).size).toBe(3);
  });

  it("of colours has them", () => {
    const map = mapOf({ kind: "rgb", channels: 3, width: 1, range: [-1, 1] }, -1, 0, 1);
    expect([...mapPixels(map)]).toEqual([0, 128, 255, 255]);
  });

  it("that is the same everywhere divides by nothing", () => {
    expect([...mapPixels(mapOf({ range: [1, 1] }, 1))]).toEqual([0, 0, 0, 255]);
  });
});
