/** What is measured beside the losses, on WASM. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../lib/rng.ts";
import { registerWasmKernels } from "../wasm/registerWasmKernels.ts";
import { plainBatch } from "./batches.ts";
import type { BuiltModel } from "./builtModel.ts";
import { registerGradients } from "./gradients.ts";
import type { LiveRun, ResidentPatches } from "./liveRun.ts";
import { activeUnits } from "./losses/gaussian.ts";
import { fillHparams } from "./models/model.ts";
import { proceduralPatches } from "./models/proceduralPatches.ts";
import { registry } from "./models/registry.ts";
import { Adam } from "./optimizers/adam.ts";
import { PatchSet } from "./patchSet.ts";
import { runMeasures } from "./runMeasures.ts";

let patches: ResidentPatches;

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  patches = {
    training: new PatchSet(proceduralPatches(["checker", "cells"], 6, 16, 1)),
    heldOut: null,
  };
});
afterAll(() => patches.training.dispose());

const measured = (model: object, of = patches) =>
  runMeasures({ model } as unknown as LiveRun, of)();

describe("the gradient's norm", () => {
  it("is the gradient's length, from the first update on, whatever the memory", async () => {
    const parameter = tf.variable(tf.zeros([2]));
    const adam = new Adam([parameter], 0.5);
    expect(await measured({ optimizers: { adam } })).toEqual({ "gradient.adam": 0 });
    for (let update = 0; update < 3; update++) {
      tf.tidy(() => adam.apply({ [parameter.name]: tf.tensor1d([3, -4]) }, tf.scalar(0.1)));
      const { "gradient.adam": norm } = await measured({ optimizers: { adam } });
      expect(norm).toBeCloseTo(5, 4);
    }
    tf.dispose(parameter);
    adam.dispose();
  });
});

describe("the spread of samples", () => {
  const gan = (): BuiltModel => {
    const definition = registry.gan;
    if (!definition) throw new Error("There is no GAN");
    const hparams = fillHparams(definition.hparams, { width: 4, latentDim: 4 });
    return definition.build(hparams, { size: 16, classes: 1 }, new Rng(1));
  };

  it("is 0 where all are the same, and 1 where they are the photos", async () => {
    const { training } = patches;
    const drawing = (images: () => tf.Tensor4D) =>
      measured({ optimizers: {}, latentDim: 4, generate: images });
    const same = await drawing(() => tf.ones([16, 16, 16, 3]));
    expect(same.spread).toBeCloseTo(0, 5);
    const photos = () => plainBatch(training, Int32Array.from(training.labels.keys())).images;
    expect((await drawing(photos)).spread).toBeCloseTo(1, 5);
  });

  it("leaks nothing, and is left out where photos do not differ", async () => {
    const model = gan();
    await measured(model);
    const before = tf.memory().numTensors;
    expect(Object.keys(await measured(model)).sort()).toEqual([
      "gradient.discriminator",
      "gradient.generator",
      "spread",
    ]);
    const flat = new PatchSet({
      size: 16,
      pixels: new Uint8Array(2 * 16 * 16 * 3).fill(90),
      labels: Int32Array.of(0, 0),
      photos: Int32Array.of(0, 1),
    });
    expect(await measured(model, { training: flat, heldOut: null })).not.toHaveProperty("spread");
    flat.dispose();
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});

it("a latent dimension is active where its posterior is narrower than the prior", async () => {
  const zLogVar = [
    [0, -3, 0.01, -0.5],
    [0, -3, -0.01, 0],
  ];
  const units = tf.tidy(() => activeUnits(tf.tensor2d(zLogVar)));
  expect([...(await units.data())]).toEqual([2]);
  units.dispose();
});
