import { beforeAll, describe, expect, it } from "vitest";
import { drawPattern } from "../../data/procedural/drawPattern.ts";
import type { RgbImage } from "../../data/rgbImage.ts";
import { Rng } from "../../lib/rng.ts";
import { type AssembleSettings, defaultAssembleSettings } from "../../protocol/assembling.ts";
import { Cancelled } from "../errors.ts";
import { assemble } from "./assemble.ts";
import type { Assembly } from "./assembly.ts";
import { columnSteps, cutStep, mostUses, rowSteps, seams } from "./figures.ts";

const channels = 3;
const settings = (own: Partial<AssembleSettings>): AssembleSettings => ({
  ...defaultAssembleSettings,
  ...own,
});
const grey = (side: number): RgbImage => ({
  width: side,
  height: side,
  pixels: new Uint8Array(side * side * channels).fill(120),
});

function noise(side: number): RgbImage {
  const rng = new Rng(5);
  const pixels = Uint8Array.from({ length: side * side * channels }, () => rng.below(256));
  return { width: side, height: side, pixels };
}

/** Boxes around all that was copied in one go: [width, height] each, on tiles where none goes round. */
function copiedBoxes({ image: { width, height }, owners, blocks }: Assembly): [number, number][] {
  const shift = (at: number): string => {
    const { from, x, y } = blocks[owners[at] as number] as Assembly["blocks"][number];
    // How far the photo is moved to lie where it was laid, whichever way round.
    return `${from.photo} ${(from.x - x + width) % width} ${(from.y - y + height) % height}`;
  };
  const seen = new Uint8Array(owners.length);
  const boxes: [number, number][] = [];
  for (let first = 0; first < owners.length; first++) {
    if (seen[first]) continue;
    const open = [{ x: first % width, y: Math.floor(first / width) }];
    seen[first] = 1;
    const [own, xs, ys] = [shift(first), [] as number[], [] as number[]];
    for (let at = open.pop(); at; at = open.pop()) {
      xs.push(at.x);
      ys.push(at.y);
      for (const [x, y] of [
        [at.x + 1, at.y],
        [at.x - 1, at.y],
        [at.x, at.y + 1],
        [at.x, at.y - 1],
      ] as const) {
        const index = ((y + height) % height) * width + ((x + width) % width);
        if (seen[index] || shift(index) !== own) continue;
        seen[index] = 1;
        open.push({ x, y });
      }
    }
    boxes.push([Math.max(...xs) - Math.min(...xs) + 1, Math.max(...ys) - Math.min(...ys) + 1]);
  }
  return boxes;
}

describe.each(["weave", "marble"] as const)("a tile of %s", (pattern) => {
  const photo = drawPattern(pattern, 3, 128);
  let tile: Assembly;
  beforeAll(async () => {
    tile = await assemble([photo], settings({ width: 255, height: 130 }));
  });

  it("has the size asked for, of blocks no larger than an eighth of its side", () => {
    expect(tile.image).toMatchObject({ width: 255, height: 130 });
    expect(tile.image.pixels).toHaveLength(255 * 130 * channels);
    expect(tile.block).toBeLessThanOrEqual(16);
    expect(Math.min(...tile.owners)).toBe(0); // nothing is left open
  });

  it("shows neither border nor cuts", () => {
    for (const seam of seams(tile.image)) {
      expect(seam).toBeGreaterThan(0.9);
      expect(seam).toBeLessThan(1.1);
    }
    expect(cutStep(tile)).toBeLessThan(1.15);
  });

  it("has no line that stands out, wherever its border might have been", () => {
    const standsOut = (steps: Float64Array) =>
      (Math.max(...steps) * steps.length) / steps.reduce((sum, step) => sum + step, 0);
    for (const stepsOf of [columnSteps, rowSteps]) {
      // In the photo itself the step from its last line to its first is no neighbours'.
      const ofPhoto = standsOut(stepsOf(photo).subarray(0, -1));
      expect(standsOut(stepsOf(tile.image))).toBeLessThan(1.3 * ofPhoto);
    }
  });

  it("consists of the photo's own pixels, no piece larger than a block, no place used too often", () => {
    for (let at = 0; at < tile.owners.length; at += 7) {
      const { from, x, y } = tile.blocks[tile.owners[at] as number] as Assembly["blocks"][number];
      const right = ((at % 255) - x + 255) % 255;
      const down = (Math.floor(at / 255) - y + 130) % 130;
      const source = ((from.y + down) * photo.width + from.x + right) * channels;
      expect(tile.image.pixels[at * channels]).toBe(photo.pixels[source]);
    }
    for (const [width, height] of copiedBoxes(tile)) {
      expect(width).toBeLessThanOrEqual(tile.block);
      expect(height).toBeLessThanOrEqual(tile.block);
    }
    expect(mostUses(tile)).toBeLessThanOrEqual(3);
  });
});

it("shows all of the photo, though its blandest part fits best everywhere", async () => {
  const side = 96;
  const rough = noise(side);
  const pixels = rough.pixels.map((value, i) => {
    const contrast = (i / channels) % side < side / 2 ? 0.14 : 0.2;
    return 128 + contrast * (value - 128);
  });
  const half = { ...rough, pixels };
  const { blocks } = await assemble([half], settings({ width: 160, height: 160, block: 16 }));
  const fromRough = blocks.filter(({ from }) => from.x > side / 2).length;
  expect(fromRough / blocks.length).toBeGreaterThan(0.2);
});

it("is the same by the same seed, and another by another", async () => {
  const made = async (seed: number) =>
    (await assemble([drawPattern("cells", 1, 64)], settings({ width: 97, height: 97, seed })))
      .image;
  const [first, again, other] = [await made(1), await made(1), await made(2)];
  expect(first).toMatchObject({ width: 97, height: 97 });
  expect(Buffer.compare(again.pixels, first.pixels)).toBe(0);
  expect(Buffer.compare(other.pixels, first.pixels)).not.toBe(0);
});

it("takes blocks of every photo, and none of one that is smaller than a block", async () => {
  const photos = [grey(6), drawPattern("cells", 1, 48), drawPattern("cells", 2, 48)];
  const { blocks } = await assemble(photos, settings({ width: 128, height: 128, block: 16 }));
  expect(new Set(blocks.map(({ from }) => from.photo))).toEqual(new Set([1, 2]));
});

it("makes a flat tile of a flat photo", async () => {
  const tile = await assemble([grey(64)], settings({ width: 96, height: 64 }));
  expect(tile.image.pixels.every((value) => value === 120)).toBe(true);
  expect(seams(tile.image)).toEqual([1, 1]);
  expect(mostUses(tile)).toBeLessThanOrEqual(3);
});

it("takes smaller blocks of a photo that is smaller than those asked for", async () => {
  const photo = drawPattern("noise", 1, 28);
  const tile = await assemble([photo], settings({ width: 128, height: 128, block: 64 }));
  expect(tile.block).toBe(14);
  expect(mostUses(tile)).toBeLessThanOrEqual(3);
});

it.each([
  [grey(7), {}, "NotEnoughData", /at least 8 px/],
  [noise(8), { width: 512, height: 512 }, "NotEnoughData", /too small for a texture of this size/],
  [grey(64), { width: 31 }, "BadSetting", /32 to 4096 whole px/],
  [grey(64), { height: Number.NaN }, "BadSetting", /32 to 4096 whole px/],
])("refuses what cannot be, in a sentence", async (photo, own, name, message) => {
  const made = assemble([photo], settings({ width: 64, height: 64, ...own }));
  await expect(made).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

it("can be called off between two rows", async () => {
  let breaths = 0;
  const made = assemble([grey(64)], settings({ width: 64, height: 64 }), (rows) => async () => {
    expect(rows).toBeGreaterThan(8);
    if (++breaths === 2) throw new Cancelled("It was called off");
  });
  await expect(made).rejects.toThrow(Cancelled);
  expect(breaths).toBe(2);
});
