import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { mixSeed } from "../../lib/rng.ts";
import { Batches, type BatchSettings, inRuns, plainBatch } from "./batches.ts";
import { PatchSet } from "./patchSet.ts";

const size = 16;
const strengths = { roll: 0, flip: 0, turn: 0, brightness: 0, contrast: 0, grey: 0 };
const settings: BatchSettings = { batchSize: 4, seed: 7, grouping: "mixed", strengths };

/** Patch i is filled with the byte i; labels as given. */
function patchSet(labels: readonly number[]): PatchSet {
  const bytes = size * size * 3;
  return new PatchSet({
    size,
    pixels: Uint8Array.from({ length: labels.length * bytes }, (_, i) => Math.floor(i / bytes)),
    labels: Int32Array.from(labels),
    photos: Int32Array.from(labels.keys()),
  });
}

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("Batches", () => {
  it("shows every patch once an epoch, in another order each time", () => {
    const patches = patchSet([0, 0, 0, 0, 0, 0, 0, 0]);
    const batches = new Batches(patches, settings);
    const epoch = (n: number) => [0, 1].flatMap((half) => [...batches.indicesAt(2 * n + half)]);

    expect(epoch(0).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(epoch(1).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(epoch(0)).not.toEqual(epoch(1));
    patches.dispose();
  });

  it("balances classes of different size", () => {
    const patches = patchSet([0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    const batches = new Batches(patches, { ...settings, grouping: "balanced" });

    const labels = [0, 1, 2, 3, 4].flatMap((step) =>
      [...batches.indicesAt(step)].map((index) => patches.labels[index]),
    );

    expect(labels.filter((label) => label === 0)).toHaveLength(10);
    patches.dispose();
  });

  it("gives batch n without the batches before it", () => {
    const patches = patchSet([0, 0, 1, 1, 1, 0]);
    const unbroken = new Batches(patches, settings);
    for (let step = 0; step < 9; step++) unbroken.indicesAt(step);
    expect(unbroken.indicesAt(9)).toEqual(new Batches(patches, settings).indicesAt(9));
    patches.dispose();
  });

  it("pairs each image with its label", async () => {
    const patches = patchSet([5, 6, 7]);
    const tensors = tf.tidy(() => {
      const { images, labels } = new Batches(patches, settings).at(0);
      return { first: images.mean([1, 2, 3]), labels: labels as tf.Tensor1D };
    });

    const bytes = [...(await tensors.first.data())].map((v) => Math.round((v + 1) * 127.5));
    expect(bytes.map((byte) => byte + 5)).toEqual([...(await tensors.labels.data())]);
    tf.dispose(tensors);
    patches.dispose();
  });

  it("leaves nothing on the device behind", () => {
    const before = tf.memory().numTensors;
    const patches = patchSet([0, 1]);
    tf.tidy(() => {
      new Batches(patches, { ...settings, strengths: { ...strengths, flip: 0.5, grey: 0.5 } }).at(
        3,
      );
      plainBatch(patches, Int32Array.of(1));
    });
    patches.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuses an empty set", () => {
    const empty = patchSet([]);
    expect(() => new Batches(empty, settings)).toThrow("No patches");
    empty.dispose();
  });
});

it("cuts a count into runs", () => {
  expect([...inRuns(5, 2)].map((run) => [...run])).toEqual([[0, 1], [2, 3], [4]]);
});

it("mixes seed and salt into 32 bits without collisions nearby", () => {
  const seeds = new Set(
    [0, 1, 2, 3].flatMap((seed) => [-2, -1, 0, 1, 2].map((salt) => mixSeed(seed, salt))),
  );
  expect(seeds.size).toBe(20);
});

it("refuses bytes that do not fit the patches", () => {
  const labels = Int32Array.of(0);
  expect(() => new PatchSet({ size, pixels: new Uint8Array(5), labels, photos: labels })).toThrow(
    "do not fit",
  );
});
