/** Models that can only repeat pictures they are given, so that what they are worth is known. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import type { PatternId } from "../../protocol/project.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { inferenceOver } from "../inference/inference.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { Generative } from "../models/model.ts";
import { unpackPixels } from "../ops/pixels.ts";
import { plainNet } from "../testing/plainNet.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { samplesOf } from "./modelSamples.ts";
import { pictureQuality } from "./quality.ts";

const size = 32;
const count = 120;
const patterns: readonly PatternId[] = ["wood", "cells", "bricks"];
let patches: ResidentPatches;
let fresh: PatchSet;

/** Each drawing is a photo of its own, also among those of other seeds. */
function drawings(perPattern: number, firstSeed: number): PatchSet {
  const bytes = proceduralPatches(patterns, perPattern, size, firstSeed);
  return new PatchSet({ ...bytes, photos: bytes.photos.map((photo) => firstSeed + photo) });
}

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  patches = { training: drawings(100, 1), heldOut: drawings(50, 1001) };
  fresh = drawings(100, 2001);
});
afterAll(() => {
  patches.training.dispose();
  patches.heldOut?.dispose();
  fresh.dispose();
});

const unchanged = (images: tf.Tensor4D) => images;

/** Draws pictures of a set, z decides which. */
function repeating(
  set: PatchSet,
  change: (images: tf.Tensor4D) => tf.Tensor4D = unchanged,
): Generative {
  return {
    latentShape: [1],
    generate(z) {
      const at = z.flatten().mul(1e4).abs().floor().mod(set.count).toInt();
      const images = unpackPixels(tf.gather(set.packed, at).reshape([-1, size, size]));
      return change(images);
    },
  };
}

/** Of a model's samples. */
const quality = (model: Generative, of: ResidentPatches, samples: number, seed: number) =>
  pictureQuality(
    plainNet,
    (rng) => {
      const inference = inferenceOver(model as unknown as BuiltModel, null);
      return samplesOf(inference, model, size, { count: samples, rng });
    },
    of,
    samples,
    seed,
  );

const judged = (model: Generative) => quality(model, patches, count, 1);

const noisy = (images: tf.Tensor4D) => {
  const noise = new Rng(3).normals(images.size).map((value) => 0.02 * value);
  return images.add<tf.Tensor4D>(tf.tensor4d(noise, images.shape));
};

describe("quality", () => {
  it("calls fresh drawings as good as real ones, and new", async () => {
    const before = tf.memory().numTensors;
    const { kid, kidFloor, kidCeiling, copyRate, ...numbers } = await judged(repeating(fresh));
    expect(Math.abs(kidFloor)).toBeLessThan(0.05 * kidCeiling);
    expect(Math.abs(kid)).toBeLessThan(0.05 * kidCeiling);
    expect(copyRate).toBeLessThan(0.05);
    expect(numbers).toEqual({ heldOutPatches: count, trainingPatches: 0 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it("finds copies, also mirrored, upside down or with slight noise", async () => {
    const { training } = patches;
    const changes = {
      unchanged,
      mirrored: (images: tf.Tensor4D) => tf.reverse(images, [2]),
      turnedOver: (images: tf.Tensor4D) => tf.reverse(images, [1]),
      noisy,
    };
    for (const [name, change] of Object.entries(changes)) {
      const { copyRate } = await judged(repeating(training, change));
      expect(copyRate, name).toBeGreaterThan(0.95);
    }
  });

  it("puts flat pictures of the right colours far from real ones", async () => {
    const flat = (images: tf.Tensor4D) =>
      tf.mean(images, [1, 2], true).tile([1, size, size, 1]) as tf.Tensor4D;
    const { kid, kidFloor, copyRate } = await judged(repeating(fresh, flat));
    expect(kid).toBeGreaterThan(10 * Math.abs(kidFloor));
    expect(copyRate).toBeLessThan(0.05);
  });

  it("does with training patches where nothing is held out", async () => {
    const alone = { training: patches.training, heldOut: null };
    const result = await quality(repeating(fresh), alone, 200, 1);
    expect(result).toMatchObject({ heldOutPatches: 0, trainingPatches: 150 });
    expect(result.copyRate).toBeLessThan(0.05);
    const one = new PatchSet(proceduralPatches(["wood"], 1, size, 1));
    await expect(
      quality(repeating(fresh), { training: one, heldOut: null }, 10, 1),
    ).rejects.toMatchObject({ name: "NotEnoughData" });
    one.dispose();
  });
});
