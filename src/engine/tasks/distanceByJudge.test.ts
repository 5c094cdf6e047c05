/** Pictures as a classifier of the user's sees them. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { plainBatch } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { NotEnoughData, UnknownRun } from "../errors.ts";
import { inferenceOver } from "../inference/inference.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { classifier } from "../models/classifier.ts";
import { cyclegan } from "../models/cyclegan.ts";
import { gan } from "../models/gan.ts";
import { fillHparams, type ModelDefinition } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { trainCompiled } from "../testing/compiledTraining.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { distanceByJudge } from "./pictureMeasures.ts";
import { tasksOf } from "./registry.ts";
import type { TrainedModel } from "./task.ts";

type Trained = TrainedModel & { readonly record: RunRecord };

const size = 32;
const patterns = ["wood", "cells"] as const;
const drawings = (count: number, seed: number) =>
  new PatchSet(proceduralPatches(patterns, count, size, seed));
let patches: ResidentPatches;
let fresh: PatchSet;
let judge: Trained;
const models: BuiltModel[] = [];

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  patches = { training: drawings(60, 1), heldOut: drawings(40, 1001) };
  fresh = drawings(128, 2001);
  registerGradients();
  const machine = await openNodeMachine(1);
  const changes = { steps: 100, width: 4, batchSize: 8, learningRate: 0.01 };
  const model = await trainCompiled(classifier, { training: patches.training, changes, machine });
  machine.dispose();
  models.push(model);
  judge = { inference: inferenceOver(model, null), record: recordOf(), tasks: tasksOf(classifier) };
});
afterAll(() => {
  patches.training.dispose();
  patches.heldOut?.dispose();
  fresh.dispose();
  for (const model of models) model.dispose();
});

function recordOf(patchSize = size): RunRecord {
  return { runId: "r", step: 7, data: { patches: { size: patchSize } } } as RunRecord; // all that is read
}

function untrained(definition: ModelDefinition) {
  const values = fillHparams(definition.hparams, { width: 8 });
  const model = definition.build(values, { size, classes: 2 }, new Rng(1));
  models.push(model);
  return { inference: inferenceOver(model, null), record: recordOf(), tasks: tasksOf(definition) };
}

/** A "model" that draws one new drawing after another. */
function drawing(): Trained {
  let next = 0;
  const places = () => Int32Array.of((next++ * 37) % fresh.count);
  const generate = (z: tf.Tensor2D) =>
    tf.concat(Array.from({ length: z.shape[0] }, () => plainBatch(fresh, places()).images));
  const model = { latentShape: [2], generate } as unknown as BuiltModel;
  return { inference: inferenceOver(model, null), record: recordOf(), tasks: tasksOf(gan) };
}

it("finds real drawings as close as others are, and those of an untrained GAN far off", async () => {
  const before = tf.memory().numTensors;

  const real = await distanceByJudge(drawing(), patches, judge);

  expect(real.step).toBe(7);
  expect(real.heldOutPatches).toBe(80);
  expect(Math.abs(real.kidFloor)).toBeLessThan(0.1 * real.kidCeiling);
  expect(real.kid).toBeLessThan(0.3 * real.kidCeiling);
  expect(tf.memory().numTensors).toBe(before);
  const noise = await distanceByJudge(untrained(gan), patches, judge);
  expect(noise.kid).toBeGreaterThan(real.kidCeiling);
  expect(noise.kidCeiling).toBe(real.kidCeiling); // the yardsticks are the data's
});

it("takes the mean of both ways of a translator", async () => {
  const { kid, heldOutPatches } = await distanceByJudge(untrained(cyclegan), patches, judge);
  expect(kid).toBeGreaterThan(0);
  expect(heldOutPatches).toBe(80);
});

it("enlarges pictures for a judge that knows larger patches", async () => {
  const larger = { ...judge, record: recordOf(64) };
  const real = await distanceByJudge(drawing(), patches, larger);
  expect(Math.abs(real.kidFloor)).toBeLessThan(0.1 * real.kidCeiling);
  expect(real.kid).toBeLessThan(0.3 * real.kidCeiling);
});

it("refuses a judge that classifies nothing, and a run without pictures", async () => {
  const generator = untrained(gan);
  await expect(distanceByJudge(generator, patches, generator)).rejects.toThrow(UnknownRun);
  await expect(distanceByJudge(judge, patches, judge)).rejects.toThrow(NotEnoughData);
});
