/** Samples that are copies, and samples that are not. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PatternId } from "../../protocol/project.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { patchImages } from "../dataset/patchImages.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { joined, mirrored, rowsOf } from "../pictures/images.ts";
import { plainNet } from "../testing/plainNet.ts";
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

const leftToRight = { across: true, over: false };

describe("memorisation", () => {
  it("shows a mirrored copy beside the patch that it is a copy of, turned alike", async () => {
    const before = tf.memory().numTensors;
    const copies = mirrored(await patchImages(patches.training, [5, 70]), leftToRight);
    const others = await patchImages(fresh, [0, 1, 2, 30, 31, 32, 55, 56]);
    const samples = joined([others, copies]);
    const { images, pairs, copyRate } = await memorisation(plainNet, samples, patches, 3);
    expect(images).toMatchObject({ count: 6, side: 32 });
    expect(pairs.slice(0, 2)).toEqual(["copy", "copy"]);
    expect(pairs[2]).not.toBe("copy");
    expect(copyRate).toBeCloseTo(0.2, 6);

    for (const pair of [0, 1]) {
      const [sample, patch] = [2 * pair, 2 * pair + 1].map((at) => rowsOf(images, at, 1));
      expect(patch).toEqual(sample);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it("finds new drawings of the same patterns new, and flat pictures far from all", async () => {
    const samples = await patchImages(fresh, [...Array(60).keys()]);
    const found = await memorisation(plainNet, samples, patches, 60);
    expect(found.copyRate).toBeLessThan(0.1);
    expect(found.pairs.filter((likeness) => likeness === "usual").length).toBeGreaterThan(20);
    const flat = { count: 4, side: 32, values: new Float32Array(4 * 32 * 32 * 3).fill(0.9) };
    const odd = await memorisation(plainNet, flat, patches, 4);
    expect(odd.pairs).toEqual(["far", "far", "far", "far"]);
    expect(odd.copyRate).toBe(0);
  });

  it("refuses too few patches", async () => {
    const one = new PatchSet(proceduralPatches(["wood"], 1, 32, 1));
    const samples = await patchImages(fresh, [0]);
    const few = { training: one, heldOut: null };
    await expect(memorisation(plainNet, samples, few, 1)).rejects.toMatchObject({
      name: "NotEnoughData",
    });
    one.dispose();
  });
});
