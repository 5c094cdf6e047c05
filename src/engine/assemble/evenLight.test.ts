import { expect, it } from "vitest";
import { drawPattern } from "../../data/procedural/drawPattern.ts";
import type { RgbImage } from "../../data/rgbImage.ts";
import { evenLight } from "./evenLight.ts";

const side = 128;
const photo = drawPattern("cells", 4, side);

/** The photo under a light from one side that falls off towards the corners, redder on the left. */
const lit = (strength: number): RgbImage => ({
  ...photo,
  pixels: photo.pixels.map((value, i) => {
    const x = ((i / 3) % side) / side - 0.5;
    const y = Math.floor(i / 3 / side) / side - 0.5;
    const tint = i % 3 === 0 ? -0.3 * x : 0;
    return 0.7 * value * (1 + strength * (0.6 * x + 0.3 * y - 0.4 * (x * x + y * y) + tint));
  }),
});

/** Mean of each quarter and channel over that of the whole channel. */
function unevenness({ pixels }: RgbImage): number {
  const sums = Array.from({ length: 4 }, () => [0, 0, 0]);
  for (const [i, value] of pixels.entries()) {
    const x = Math.floor(i / 3) % side < side / 2 ? 0 : 1;
    const y = Math.floor(i / 3 / side) < side / 2 ? 0 : 2;
    const sum = sums[x + y] as number[];
    sum[i % 3] = (sum[i % 3] as number) + value;
  }
  const channel = (c: number) => sums.map((sum) => sum[c] as number);
  return Math.max(...[0, 1, 2].map((c) => Math.max(...channel(c)) / Math.min(...channel(c)) - 1));
}

const mean = ({ pixels }: RgbImage, channel: number): number => {
  const values = pixels.filter((_, i) => i % 3 === channel);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

/** Mean difference between neighbours, as a share of the mean. */
function localContrast(image: RgbImage): number {
  const { pixels } = image;
  let sum = 0;
  for (let i = 3; i < pixels.length; i++) {
    if (Math.floor(i / 3) % side > 0)
      sum += Math.abs((pixels[i] as number) - (pixels[i - 3] as number));
  }
  return sum / pixels.length / mean(image, 1);
}

it("takes a light's slope out, keeps the mean colour and the local contrast", () => {
  const slanted = lit(1);
  const even = evenLight(slanted, 1);
  expect(unevenness(slanted) / unevenness(even)).toBeGreaterThan(5);
  for (const channel of [0, 1, 2])
    expect(Math.abs(mean(even, channel) - mean(slanted, channel))).toBeLessThan(2);
  const contrast = localContrast(even) / localContrast(evenLight(lit(0), 1));
  expect(contrast).toBeGreaterThan(0.95);
  expect(contrast).toBeLessThan(1.05);
});

it("takes as much out as it is told", () => {
  const slanted = lit(1);
  expect(evenLight(slanted, 0)).toBe(slanted);
  const half = unevenness(evenLight(slanted, 0.5)) / unevenness(slanted);
  expect(half).toBeGreaterThan(0.3);
  expect(half).toBeLessThan(0.7);
});

it.each([0, 255])("leaves a photo of nothing but %d as it is, however small", (value) => {
  const flat = { width: 2, height: 1, pixels: new Uint8Array(6).fill(value) };
  expect(evenLight(flat, 1).pixels).toEqual(flat.pixels);
});
