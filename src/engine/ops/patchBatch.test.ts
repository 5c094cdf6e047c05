/** Geometry must be exact and colour right to rounding, against plain loops. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { patchColumns } from "../../graph/patchTable.ts";
import { Rng } from "../../lib/rng.ts";
import { drawVariation, unvaried, type Variation } from "../dataset/augment.ts";
import { patchBatch } from "./patchBatch.ts";

const size = 16;
const off = { roll: 0, flip: 0, turn: 0, brightness: 0, contrast: 0, grey: 0 };
const count = 7;
const packed = Int32Array.from(
  { length: count * size * size },
  (_, i) => (i * 2654435761) & 0xffffff,
);

beforeAll(async () => {
  await tf.setBackend("cpu");
});

async function batchOf(variations: readonly Variation[], pixels = packed): Promise<Float32Array> {
  const images = tf.tidy(() => {
    const rows = variations.flatMap((variation, patch) => {
      const row = { patch, ...variation };
      return patchColumns.map((name) => row[name]);
    });
    const table = tf.tensor2d(rows, [variations.length, patchColumns.length]);
    const patches = tf.tensor2d(pixels, [pixels.length / size ** 2, size ** 2], "int32");
    return patchBatch(patches, table, size);
  });
  const values = (await images.data()) as Float32Array;
  images.dispose();
  return values;
}

const bytesOf = (pixel: number) => [pixel & 255, (pixel >> 8) & 255, pixel >> 16];

function movedByLoops(variations: readonly Variation[]): number[] {
  const wrap = (position: number) => ((position % size) + size) % size;
  return variations.flatMap((map, image) =>
    Array.from({ length: size * size }, (_, i) => {
      const [y, x] = [Math.floor(i / size), i % size];
      const row = wrap(map.y0 + map.yy * y + map.yx * x);
      const column = wrap(map.x0 + map.xy * y + map.xx * x);
      return bytesOf(packed[(image * size + row) * size + column] as number);
    }).flat(),
  );
}

describe("patchBatch", () => {
  it("moves every pixel as plain loops do, with all geometry on", async () => {
    const rng = new Rng(3);
    const strengths = { ...off, roll: 0.5, flip: 0.5, turn: 0.7 };
    const variations = Array.from({ length: count }, () => drawVariation(strengths, size, rng));
    const values = await batchOf(variations);
    expect([...values].map((value) => Math.round((value + 1) * 127.5))).toEqual(
      movedByLoops(variations),
    );
  });

  it("unpacks bytes exactly to [-1, 1] when all is off", async () => {
    const values = await batchOf([unvaried, unvaried]);
    const expected = [...packed.subarray(0, 2 * size * size)].flatMap((pixel) =>
      bytesOf(pixel).map((byte) => byte / 127.5 - 1),
    );
    for (const [at, value] of values.entries()) expect(value).toBeCloseTo(expected[at] ?? 9, 6);
  });

  it("removes all colour at full strength", async () => {
    const values = await batchOf([{ ...unvaried, grey: 1 }]);
    for (let at = 0; at < 300; at += 3) {
      const [r, g, b] = bytesOf(packed[at / 3] as number) as [number, number, number];
      const luma = (0.299 * r + 0.587 * g + 0.114 * b) / 127.5 - 1;
      for (const value of values.subarray(at, at + 3)) expect(value).toBeCloseTo(luma, 5);
    }
  });

  it("shifts brightness, and stretches contrast about the image's mean", async () => {
    const flat = new Int32Array(size * size).fill(0x808080);
    const grey = 128 / 127.5 - 1;
    expect((await batchOf([{ ...unvaried, brightness: 0.25 }], flat))[0]).toBeCloseTo(
      grey + 0.25,
      5,
    );
    expect((await batchOf([{ ...unvaried, contrast: 1.9 }], flat))[0]).toBeCloseTo(grey, 5);
    const plain = await batchOf([unvaried]);
    const faint = await batchOf([{ ...unvaried, contrast: 0.5 }]);
    const mean = plain.reduce((sum, value) => sum + value, 0) / plain.length;
    expect(faint[0]).toBeCloseTo(mean + ((plain[0] as number) - mean) / 2, 5);
  });
});
