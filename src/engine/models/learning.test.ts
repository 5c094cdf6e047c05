/** Each model learns something that its measure shows: seeded, tiny networks, generated textures. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import type { PatternId } from "../../protocol/project.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { strengthsOf } from "../dataset/augment.ts";
import { Batches, plainBatch } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { gradCam } from "../explain/gradCam.ts";
import { inferenceOver } from "../inference/inference.ts";
import { evaluate } from "../judging/photoVerdicts.ts";
import { latentOrder } from "../latent/latentOrder.ts";
import { argMax } from "../losses/accuracy.ts";
import { reconstructionErrors } from "../metrics/reconstructionErrors.ts";
import { registerGradients } from "../ops/gradients.ts";
import { takeData } from "../ops/takeData.ts";
import { takeStep } from "../steps/takeStep.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { autoencoder } from "./autoencoder.ts";
import { classifier } from "./classifier.ts";
import { convAutoencoder } from "./convAutoencoder.ts";
import { fillHparams, type TrainedDefinition } from "./model.ts";
import { vae } from "./vae.ts";

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
});

/** A model trained on drawings of the patterns, with held-out drawings. */
function trained<D extends TrainedDefinition>(
  definition: D,
  patterns: readonly PatternId[],
  size: number,
  changes: Record<string, number>,
) {
  const training = new PatchSet(proceduralPatches(patterns, 120, size, 1));
  const heldOut = new PatchSet(proceduralPatches(patterns, 12, size, 1001));
  const hparams = fillHparams(definition.hparams, { width: 4, batchSize: 8, ...changes });
  const batches = new Batches(training, {
    batchSize: 8,
    seed: 1,
    grouping: "balanced",
    strengths: strengthsOf(hparams),
  });
  const shape = { size, classes: patterns.length };
  const model = definition.build(hparams, shape, new Rng(1)) as ReturnType<D["build"]>;
  const steps = changes.steps ?? 0;
  for (let step = 0; step < steps; step++) {
    tf.dispose(tf.tidy(() => takeStep(model, batches.at(step), { seed: 2, step, steps })));
  }
  return { model, training, heldOut };
}

describe("the classifier", () => {
  it("tells two textures apart, in grey too, and points at the right half of an image", async () => {
    const { model, training, heldOut } = trained(classifier, ["wood", "cells"], 32, {
      steps: 60,
      learningRate: 0.01,
    });
    const before = tf.memory().numTensors;
    const inference = inferenceOver(model, null);
    const colour = await evaluate(inference, heldOut, heldOut.count);
    const grey = await evaluate(inference, heldOut, heldOut.count, true);
    const right = colour.photos.filter((row, i) => argMax(row) === heldOut.labels[i]);

    expect(right.length / heldOut.count).toBeGreaterThanOrEqual(0.9);
    expect(grey.patchAccuracy).toBeGreaterThanOrEqual(0.75);
    expect(colour.photos[0]?.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);

    // Wood on the left, cells on the right: evidence for cells lies on the right.
    const heat = tf.tidy(() => {
      const cells = plainBatch(heldOut, Int32Array.of(12, 13, 14, 15)).images;
      const wood = plainBatch(heldOut, Int32Array.of(0, 1, 2, 3)).images;
      const asCells = tf.tensor2d([0, 1, 0, 1, 0, 1, 0, 1], [4, 2]);
      const map = gradCam(model, tf.concat4d([wood, cells], 2), asCells); // [4, h, w]
      const [left, rightHalf] = tf.split(map, 2, 2);
      return tf.stack([
        map.min(),
        map.max(),
        tf.mean(left as tf.Tensor),
        tf.mean(rightHalf as tf.Tensor),
      ]);
    });
    const [lowest, highest, left, rightHalf] = await heat.data();
    expect(lowest).toBeGreaterThanOrEqual(0);
    expect(highest).toBeCloseTo(1, 5);
    expect(rightHalf).toBeGreaterThan(left as number);
    heat.dispose();
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    training.dispose();
    heldOut.dispose();
  });

  it("judges images of any size from the patch size on", () => {
    const model = classifier.build(
      fillHparams(classifier.hparams, { width: 4 }),
      { size: 32, classes: 3 },
      new Rng(1),
    );
    const shapes = tf.tidy(() => {
      const features = model.features(tf.zeros([1, 75, 130, 3]));
      return [features.shape, model.head(features).shape];
    });
    expect(shapes).toEqual([
      [1, 9, 16, features(4)],
      [1, 3],
    ]);
    model.dispose();
  });
});

/** Channels of the feature map: 11 widths of energies, contrast, two opponent colours, three colours. */
const features = (width: number) => 11 * width + 6;

describe("the VAE", () => {
  it("reconstructs unseen textures with less than half of the mean image's error", async () => {
    const { model, training, heldOut } = trained(vae, ["wood", "noise"], 16, {
      steps: 400,
      latentDim: 12,
      learningRate: 0.01,
    });
    const before = tf.memory().numTensors;

    const errors = await reconstructionErrors(model, training, heldOut);

    expect(errors.model).toBeLessThan(0.5 * errors.meanImage);
    expect(errors.pca16).toBeLessThan(errors.pca2);
    expect(errors.pca2).toBeLessThan(errors.meanImage);
    expect(tf.memory().numTensors).toBe(before);

    const { order, importance } = await latentOrder(12, 64, async (z) => {
      const images = tf.tidy(() => model.generate(tf.tensor2d(z, [z.length / 12, 12])));
      return (await takeData(images)) as Float32Array;
    });
    expect([...order].sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
    expect(importance.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect(importance[order[0] ?? 0]).toBe(Math.max(...importance));
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    training.dispose();
    heldOut.dispose();
  });
});

describe.each([
  { definition: autoencoder, most: 0.5, changes: { width: 8 } },
  { definition: convAutoencoder, most: 0.75, changes: {} }, // structure comes before exact values
])("the model $definition.id", ({ definition, most, changes }) => {
  it("reconstructs unseen textures better than the mean image", async () => {
    const { model, training, heldOut } = trained(definition, ["wood", "noise"], 16, {
      steps: 400,
      latentDim: 12,
      learningRate: 0.01,
      ...changes,
    });

    const errors = await reconstructionErrors(model, training, heldOut);

    expect(errors.model).toBeLessThan(most * errors.meanImage);
    model.dispose();
    training.dispose();
    heldOut.dispose();
  });

  it("has a code of mean 0 and variance 1 over the training data", async () => {
    const { model, training, heldOut } = trained(definition, ["wood", "noise"], 16, {
      steps: 100,
      latentDim: 4,
    });
    const moments = tf.tidy(() => {
      const { images } = plainBatch(
        training,
        Int32Array.from({ length: training.count }, (_, i) => i),
      );
      const { mean, variance } = tf.moments(model.encode(images), 0);
      return tf.stack([mean.abs().max(), variance.min(), variance.max()]);
    });
    const [mean, smallest, largest] = await moments.data();
    moments.dispose();

    expect(mean).toBeLessThan(0.3);
    expect(smallest).toBeGreaterThan(0.5);
    expect(largest).toBeLessThan(2);
    model.dispose();
    training.dispose();
    heldOut.dispose();
  });
});
