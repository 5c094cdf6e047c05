import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import type { PatternId } from "../../protocol/project.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { patchImages } from "../dataset/patchImages.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { Images } from "../pictures/images.ts";
import { plainNet } from "../testing/plainNet.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { featureCountOf, featuresBy, type ImagesAt } from "./featureNet.ts";
import { kid } from "./kid.ts";
import { smallestSide } from "./randomFeatures.ts";
import { shufflePixels } from "./shufflePixels.ts";
import { scaleOf, standardized } from "./standardize.ts";

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

const featureCount = featureCountOf(plainNet);
const same = (images: Images) => images;

/** Features of generated patches: [count, featureCount]. */
async function featuresOf(
  patterns: readonly PatternId[],
  { perPattern = 100, size = 32, firstSeed = 1, change = same } = {},
): Promise<Float32Array> {
  const set = new PatchSet(proceduralPatches(patterns, perPattern, size, firstSeed));
  const imagesAt: ImagesAt = async (run) => change(await patchImages(set, run));
  const rows = await featuresBy(plainNet, set.count, imagesAt).finally(() => set.dispose());
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
    const flat = { count: 1, side: 32, values: new Float32Array(32 * 32 * 3).fill(0.25) };
    const grey = await plainNet.featuresOf(flat);
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
    const scale = scaleOf(known, plainNet.kinds);
    const toKnown = async (features: Float32Array) =>
      kid(standardized(features, scale), standardized(known, scale), featureCount);
    const rng = new Rng(1);
    const shuffle = (images: Images) => shufflePixels(images, rng);

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
  it("keeps the pixels of each image and moves them", () => {
    const was = Float32Array.from({ length: 2 * 36 * 3 }, (_, i) => i);
    const { values: is } = shufflePixels({ count: 2, side: 6, values: was }, new Rng(1));
    const pixels = (values: ArrayLike<number>, image: number) =>
      Array.from({ length: 36 }, (_, pixel) => values[(image * 36 + pixel) * 3]);
    for (const image of [0, 1]) {
      expect(pixels(is, image)).not.toEqual(pixels(was, image));
      expect(pixels(is, image).sort()).toEqual(pixels(was, image).sort());
    }
    expect((is[1] as number) - (is[0] as number)).toBe(1); // colours stay together
  });
});
