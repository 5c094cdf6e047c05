/** Samples that are copies, and samples that are not. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PatternId } from "../../protocol/project.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { plainBatch } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { memorisation } from "./memorisation.ts";

const patterns: readonly PatternId[] = ["wood", "cells", "bricks"];

/** Each drawing is a photo of its own, also among those of other seeds. */
function drawings(perPattern: number, firstSeed: number): PatchSet {
  const bytes = proceduralPatches(patterns, perPattern, 32, firstSeed);
  return new PatchSet({ ...bytes, photos: bytes.photos.map((photo) => firstSeed + photo) });
}

let patches: ResidentPatches;
let fresh: PatchSet;

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  patches = { training: drawings(60, 1), heldOut: drawings(40, 1001) };
  fresh = drawings(20, 2001);
});
afterAll(() => {
  patches.training.dispose();
  patches.heldOut?.dispose();
  fresh.dispose();
});

const imagesOf = (set: PatchSet, indices: readonly number[]) =>
  tf.tidy(() => plainBatch(set, Int32Array.from(indices)).images);

describe("memorisation", () => {
  it("shows a mirrored copy beside the patch that it is a copy of, turned alike", async () => {
    const before = tf.memory().numTensors;
    const samples = tf.tidy(() => {
      const copies = imagesOf(patches.training, [5, 70]).reverse([2]) as tf.Tensor4D;
      return tf.concat4d([imagesOf(fresh, [0, 1, 2, 30, 31, 32, 55, 56]), copies], 0);
    });
    const { images, pairs, copyRate } = await memorisation(samples, patches, 3);
    expect(images.shape).toEqual([6, 32, 32, 3]);
    expect(pairs.slice(0, 2)).toEqual(["copy", "copy"]);
    expect(pairs[2]).not.toBe("copy");
    expect(copyRate).toBeCloseTo(0.2, 6);

    const [pixels, size] = [await images.data(), 32 * 32 * 3];
    for (const pair of [0, 1]) {
      const [sample, patch] = [2 * pair, 2 * pair + 1].map((at) =>
        pixels.slice(at * size, (at + 1) * size),
      );
      expect(patch).toEqual(sample);
    }
    tf.dispose([samples, images]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("finds new drawings of the same patterns new, and flat pictures far from all", async () => {
    const samples = imagesOf(fresh, [...Array(60).keys()]);
    const found = await memorisation(samples, patches, 60);
    expect(found.copyRate).toBeLessThan(0.1);
    expect(found.pairs.filter((likeness) => likeness === "usual").length).toBeGreaterThan(20);
    const flat = tf.fill<tf.Rank.R4>([4, 32, 32, 3], 0.9);
    const odd = await memorisation(flat, patches, 4);
    expect(odd.pairs).toEqual(["far", "far", "far", "far"]);
    expect(odd.copyRate).toBe(0);
    tf.dispose([samples, found.images, flat, odd.images]);
  });

  it("refuses too few patches", async () => {
    const one = new PatchSet(proceduralPatches(["wood"], 1, 32, 1));
    const samples = imagesOf(fresh, [0]);
    await expect(memorisation(samples, { training: one, heldOut: null }, 1)).rejects.toMatchObject({
      name: "NotEnoughData",
    });
    tf.dispose([samples, one.packed]);
  });
});
