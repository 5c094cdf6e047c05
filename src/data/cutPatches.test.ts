import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../lib/rng.ts";
import { defaultPatchSettings, type PatchSettings } from "../protocol/project.ts";
import { countPatches, cutPatches } from "./cutPatches.ts";
import type { RgbImage } from "./rgbImage.ts";
import { scaledSize } from "./scaledSize.ts";

/** Red counts columns, green rows: a patch's first pixel tells where it was cut. */
function coordinates(width: number, height: number): RgbImage {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    pixels[i * 3] = i % width;
    pixels[i * 3 + 1] = Math.floor(i / width);
  }
  return { width, height, pixels };
}

function places(patches: Uint8Array, size: number): [number, number][] {
  const bytes = size * size * 3;
  return Array.from({ length: patches.length / bytes }, (_, n) => [
    patches[n * bytes] as number,
    patches[n * bytes + 1] as number,
  ]);
}

const grid: PatchSettings = { ...defaultPatchSettings, size: 32, cut: "grid", overlap: 0 };

describe("a grid", () => {
  it("aligns the last row and column to the edge", () => {
    const patches = cutPatches(coordinates(80, 40), grid, new Rng(1));
    const rows = [0, 8];
    expect(places(patches, 32)).toEqual(rows.flatMap((y) => [0, 32, 48].map((x) => [x, y])));
  });

  it("steps by the part that is not shared", () => {
    const patches = cutPatches(coordinates(64, 32), { ...grid, overlap: 0.5 }, new Rng(1));
    expect(places(patches, 32).map(([x]) => x)).toEqual([0, 16, 32]);
  });

  it("keeps rows of pixels together", () => {
    const patch = cutPatches(coordinates(64, 32), grid, new Rng(1)).subarray(32 * 32 * 3);
    expect([...patch.subarray((5 * 32 + 7) * 3, (5 * 32 + 7) * 3 + 3)]).toEqual([32 + 7, 5, 0]);
  });
});

describe("random crops", () => {
  const random: PatchSettings = { ...grid, cut: "random", cropsPerPhoto: 50 };

  it("lie within the photo and follow the seed", () => {
    const photo = coordinates(100, 60);
    const patches = cutPatches(photo, random, new Rng(7));
    const found = places(patches, 32);
    expect(found).toHaveLength(50);
    for (const [x, y] of found) {
      expect(x).toBeLessThanOrEqual(68);
      expect(y).toBeLessThanOrEqual(28);
    }
    expect(cutPatches(photo, random, new Rng(7))).toEqual(patches);
    expect(cutPatches(photo, random, new Rng(8))).not.toEqual(patches);
  });
});

it("enlarges a photo that is smaller than a patch", () => {
  const patches = cutPatches(coordinates(10, 20), { ...grid, size: 64 }, new Rng(1));
  expect(patches.length).toBe(2 * 64 * 64 * 3);
});

it("counts what it cuts, for photos of any size", () => {
  const settings = fc.record({
    size: fc.constantFrom(32 as const, 64 as const),
    shortSide: fc.integer({ min: 32, max: 256 }),
    cut: fc.constantFrom("grid" as const, "random" as const),
    overlap: fc.double({ min: 0, max: 0.75, noNaN: true }),
    cropsPerPhoto: fc.integer({ min: 1, max: 20 }),
  });
  const side = fc.integer({ min: 8, max: 300 });
  fc.assert(
    fc.property(settings, side, side, (chosen, width, height) => {
      const all = { ...defaultPatchSettings, ...chosen };
      const size = scaledSize({ width, height }, { shortSide: all.shortSide });
      const photo = { ...size, pixels: new Uint8Array(size.width * size.height * 3) };
      const cut = cutPatches(photo, all, new Rng(1)).length / (all.size * all.size * 3);
      expect(countPatches(width, height, all)).toBe(cut);
    }),
    { numRuns: 100 },
  );
});

describe("the size of a scaled photo", () => {
  it("never enlarges a short side more than four times nor a long side at all", () => {
    expect(scaledSize({ width: 10, height: 20 }, { shortSide: 128 })).toEqual({
      width: 40,
      height: 80,
    });
    expect(scaledSize({ width: 10, height: 20 }, { maxSide: 128 })).toEqual({
      width: 10,
      height: 20,
    });
    expect(scaledSize({ width: 4000, height: 1000 }, { maxSide: 512 })).toEqual({
      width: 512,
      height: 128,
    });
  });
});
