/** What is measured beside the losses, on WASM. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { patchImages } from "../dataset/patchImages.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { inferenceOver } from "../inference/inference.ts";
import { activeUnits } from "../losses/gaussian.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { fillHparams, type ModelDefinition } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { Adam } from "../optimizers/adam.ts";
import { type Images, joined } from "../pictures/images.ts";
import { registry, tasksOf } from "../tasks/registry.ts";
import type { TrainedModel } from "../tasks/task.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { runPreview } from "../training/runPreview.ts";
import { gradientNorms } from "./gradientNorms.ts";
import { besideReal, meanSpreadOf, spreadOf } from "./spread.ts";

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

describe("the gradient's norm", () => {
  it("is the gradient's length from the first update on, whatever the memory", async () => {
    const parameter = tf.variable(tf.zeros([2]));
    const adam = new Adam([parameter], 0.5);
    expect(await gradientNorms({ optimizers: { adam } })).toEqual({ "gradient.adam": 0 });
    for (let update = 0; update < 3; update++) {
      tf.tidy(() => adam.apply({ [parameter.name]: tf.tensor1d([3, -4]) }, tf.scalar(0.1)));
      const { "gradient.adam": norm } = await gradientNorms({ optimizers: { adam } });
      expect(norm).toBeCloseTo(5, 4);
    }
    tf.dispose(parameter);
    adam.dispose();
  });
});

describe("the spread of pictures", () => {
  it("is 0 where all are the same, and 1 beside real patches where they are those", async () => {
    const shareOfReal = besideReal(patches);
    const shareOf = (pictures: Images) => shareOfReal({ value: spreadOf(pictures), classes: 0 });
    const flat = new Float32Array(16 * 16 * 16 * 3).fill(1);
    expect(await shareOf({ count: 16, side: 16, values: flat })).toBeCloseTo(0, 5);
    const all = await patchImages(patches.training, [...patches.training.labels.keys()]);
    expect(await shareOf(all)).toBeCloseTo(1, 5);
  });

  it("sees through a model that draws one picture a class", async () => {
    const two = new PatchSet(proceduralPatches(["wood", "cells"], 12, 16, 1));
    const heads = [0, 1].map((label) => two.indicesOf(label)[0] as number);
    const copies = await Promise.all(
      heads.map((head) => patchImages(two, new Int32Array(8).fill(head))),
    );
    const drawn = meanSpreadOf(copies);
    const mixed = spreadOf(joined(copies));

    const shareOf = (value: number, classes: number) =>
      besideReal({ training: two, heldOut: null })({ value, classes });
    expect(await shareOf(drawn, 2)).toBeCloseTo(0, 5);
    expect(await shareOf(mixed, 0)).toBeGreaterThan(0.3);
    two.dispose();
  });

  it("has no yardstick in patches that are all the same", async () => {
    const flat = new PatchSet({
      size: 16,
      pixels: new Uint8Array(2 * 16 * 16 * 3).fill(90),
      labels: Int32Array.of(0, 0),
      photos: Int32Array.of(0, 1),
    });
    const shareOfReal = besideReal({ training: patches.training, heldOut: flat });
    expect(await shareOfReal({ value: 0.5, classes: 0 })).toBeNull();
    flat.dispose();
  });

  it("comes with the preview of a model that draws, which leaks nothing", async () => {
    const { gan, classifier } = registry as Record<string, ModelDefinition>;
    const built = (definition: ModelDefinition) => {
      const hparams = fillHparams(definition.hparams, { width: 4 });
      const model = definition.build(hparams, { size: 16, classes: 2 }, new Rng(1)) as BuiltModel;
      const record = { runId: "a", data: { patches: { size: 16 } } } as TrainedModel["record"];
      const inference = inferenceOver(model, null);
      return { model, inference, record, tasks: tasksOf(definition) };
    };
    const drawing = built(gan as ModelDefinition);
    await runPreview(drawing, patches);
    const before = tf.memory().numTensors;
    expect((await runPreview(drawing, patches))?.spread?.value).toBeGreaterThan(0);
    expect(tf.memory().numTensors).toBe(before);
    drawing.model.dispose();
    const judge = built(classifier as ModelDefinition);
    expect(await runPreview(judge, patches)).toBeNull();
    judge.model.dispose();
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
