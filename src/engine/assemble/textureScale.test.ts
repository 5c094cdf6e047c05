import { expect, it } from "vitest";
import type { RgbImage } from "../../data/rgbImage.ts";
import { Rng } from "../../lib/rng.ts";
import { proposedBlock, textureScale } from "./textureScale.ts";

const drawn = (side: number, paint: (x: number, y: number) => number): RgbImage => ({
  width: side,
  height: side,
  pixels: Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const at = Math.floor(i / 3);
    return paint(at % side, Math.floor(at / side));
  }),
});

it.each([12, 20, 37])("finds a period of %d px and takes blocks that hold one", (period) => {
  const stripes = drawn(128, (x) => (x % period < period / 3 ? 200 : 60));
  expect(textureScale(stripes).period).toBe(period);
  expect(proposedBlock(stripes)).toBeGreaterThan(period);
});

it("finds the period of a large photo to within a step of its reduced one", () => {
  const checks = drawn(512, (x, y) => (x % 64 < 32 === y % 96 < 48 ? 200 : 60));
  expect(textureScale(checks).period).toBeGreaterThanOrEqual(92);
  expect(textureScale(checks).period).toBeLessThanOrEqual(100);
});

it("finds none in noise, whose grain it tells", () => {
  const rng = new Rng(1);
  const fine = drawn(96, () => rng.below(256));
  const grains = Uint8Array.from({ length: 24 * 24 }, () => rng.below(256));
  const coarse = drawn(96, (x, y) => grains[24 * (y >> 2) + (x >> 2)] as number);
  expect(textureScale(fine)).toEqual({ period: null, grain: 1 });
  expect(textureScale(coarse).period).toBeNull();
  expect(textureScale(coarse).grain).toBeGreaterThanOrEqual(3);
});

it("finds nothing on a flat photo", () => {
  expect(textureScale(drawn(16, () => 9))).toEqual({ period: null, grain: 1 });
});
