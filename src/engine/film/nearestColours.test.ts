import { expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { nearestColours } from "./nearestColours.ts";

it("takes the nearest colour of the palette, within the width of a bin", () => {
  const rng = new Rng(3);
  const byte = () => rng.uint32() % 256;
  const palette = Array.from({ length: 200 }, () => [byte(), byte(), byte()]);
  const rgba = Uint8ClampedArray.from({ length: 4 * 5000 }, byte);
  const distance = (at: number, index: number) =>
    Math.hypot(...[0, 1, 2].map((c) => (palette[index]?.[c] ?? 0) - (rgba[4 * at + c] ?? 0)));
  const chosen = nearestColours(rgba, palette);
  for (const [at, index] of chosen.entries()) {
    const least = Math.min(...palette.map((_, other) => distance(at, other)));
    expect(distance(at, index) - least).toBeLessThan(2 * Math.hypot(3, 3, 3)); // as far as two of a bin are apart
  }
});

it("finds each colour of the palette itself, also the last of 256", () => {
  const palette = Array.from({ length: 256 }, (_, at) => [4 * (at % 64), 4 * (at >> 6), 0]);
  const rgba = Uint8ClampedArray.from(palette.flatMap((colour) => [...colour, 255]));
  expect([...nearestColours(rgba, palette)]).toEqual([...palette.keys()]);
});
