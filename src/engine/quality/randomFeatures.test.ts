import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import type { PatternId } from "../../protocol/project.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { plainBatch } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { featureCountOf, featuresBy } from "./featureNet.ts";
import { kid } from "./kid.ts";
import { randomNet, smallestSide } from "./randomFeatures.ts";
import { shufflePixels } from "./shufflePixels.ts";
import { scaleOf, standardized } from "./standardize.ts";

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

const featureCount = featureCountOf(randomNet);
const same = (images: tf.Tensor4D) => images;

/** Features of generated patches: [count, featureCount]. */
async function featuresOf(
  patterns: readonly PatternId[],
  { perPattern = 100, size = 32, firstSeed = 1, change = same } = {},
): Promise<Float32Array> {
  const set = new PatchSet(proceduralPatches(patterns, perPattern, size, firstSeed));
  const rows = await featuresBy(randomNet, set.count, (run) => change(plainBatch(set, run).images));
  set.dispose();
  return rows;
}

describe("random features", () => {
  it("refuses images in which its last layer finds no place", async () => {
    expect(await featuresOf(["dots"], { perPattern: 1, size: smallestSide })).toHaveLength(
      featureCount,
    );
    await expect(featuresOf(["dots"], { perPattern: 1, size: smallestSide - 1 })).rejects.toThrow(
      "too small to be measured",
    );
  });

  it("has the same number of finite features for 32 and 64 px, the mean colour first", async () => {
    for (const size of [32, 64]) {
      const rows = await featuresOf(["bricks"], { perPattern: 2, size });
      expect(rows).toHaveLength(2 * featureCount);
      expect(rows.every(Number.isFinite)).toBe(true);
    }
    const grey = await featuresBy(randomNet, 1, () => tf.fill([1, 32, 32, 3], 0.25));
    expect([...grey.slice(0, 3)]).toEqual([0.25, 0.25, 0.25]);
  });

  it("gives the same numbers each time and on the plain backend, and leaves nothing behind", async () => {
    const before = tf.memory().numTensors;
    const rows = await featuresOf(["weave"], { perPattern: 3 });
    expect(await featuresOf(["weave"], { perPattern: 3 })).toEqual(rows);
    expect(tf.memory().numTensors).toBe(before);
    await tf.setBackend("cpu");
    const plain = await featuresOf(["weave"], { perPattern: 3 });
    await tf.setBackend("wasm");
    for (const [at, value] of plain.entries()) expect(rows[at]).toBeCloseTo(value, 4);
  });
});

describe("kid of random features", () => {
  it("is 0 within its noise for one texture, and large for another or for shuffled pixels", async () => {
    const known = await featuresOf(["cells"]);
    const scale = scaleOf(known, randomNet.kinds);
    const toKnown = async (features: Float32Array) =>
      kid(standardized(features, scale), standardized(known, scale), featureCount);
    const rng = new Rng(1);
    const shuffle = (images: tf.Tensor4D) => shufflePixels(images, rng);

    const fresh = await toKnown(await featuresOf(["cells"], { firstSeed: 1001 }));
    const fresher = await toKnown(await featuresOf(["cells"], { firstSeed: 2001 }));
    const other = await toKnown(await featuresOf(["stripes"]));
    const shuffled = await toKnown(
      await featuresOf(["cells"], { firstSeed: 1001, change: shuffle }),
    );

    expect(Math.abs(fresh)).toBeLessThan(0.05 * other);
    expect(Math.abs(fresher)).toBeLessThan(0.05 * other);
    expect(shuffled).toBeGreaterThan(20 * Math.abs(fresh));
  });
});

describe("shufflePixels", () => {
  it("keeps the pixels of each image and moves them", async () => {
    const images = tf.tensor4d(
      Array.from({ length: 2 * 36 * 3 }, (_, i) => i),
      [2, 6, 6, 3],
    );
    const shuffled = tf.tidy(() => shufflePixels(images, new Rng(1)));
    const [was, is] = [await images.data(), await shuffled.data()];
    const pixels = (values: ArrayLike<number>, image: number) =>
      Array.from({ length: 36 }, (_, pixel) => values[(image * 36 + pixel) * 3]);
    for (const image of [0, 1]) {
      expect(pixels(is, image)).not.toEqual(pixels(was, image));
      expect(pixels(is, image).sort()).toEqual(pixels(was, image).sort());
    }
    expect((is[1] as number) - (is[0] as number)).toBe(1); // colours stay together
    tf.dispose([images, shuffled]);
  });
});
