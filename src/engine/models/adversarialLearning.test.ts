/** Models that learn against a discriminator learn a texture: by KID, seeded, tiny, on generated textures. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { PatternId } from "../../protocol/project.ts";
import type { RunRecord } from "../../protocol/run.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { plainBatch } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { inferenceOver } from "../inference/inference.ts";
import { wasmWeightsOn } from "../inference/wasmWeights.ts";
import { registerGradients } from "../ops/gradients.ts";
import { judgedAs, qualityOf } from "../tasks/pictureMeasures.ts";
import { tasksOf } from "../tasks/registry.ts";
import type { TrainedModel } from "../tasks/task.ts";
import { trainCompiled } from "../testing/compiledTraining.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import type { LearningModel } from "./builtModel.ts";
import { cgan } from "./cgan.ts";
import { classifier } from "./classifier.ts";
import { cyclegan } from "./cyclegan.ts";
import { gan } from "./gan.ts";
import type { TrainedDefinition } from "./model.ts";

const size = 32;
const count = 100;
let machine: Machine;
const disposables: { dispose(): void }[] = [];

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  machine = await openNodeMachine(1);
});
afterEach(() => {
  for (const owned of disposables.splice(0)) owned.dispose();
});
afterAll(() => machine.dispose());

function patchesOf(patterns: readonly PatternId[]) {
  const training = new PatchSet(proceduralPatches(patterns, 300, size, 1));
  const heldOut = new PatchSet(proceduralPatches(patterns, count, size, 1001));
  disposables.push(training, heldOut);
  return { training, heldOut };
}

/** Its programs go with the machine. */
const trained = (model: LearningModel, definition: TrainedDefinition): TrainedModel => ({
  inference: inferenceOver(
    model,
    wasmWeightsOn(async () => machine),
  ),
  record: { runId: "learning", data: { patches: { size } } } as RunRecord,
  tasks: tasksOf(definition),
});

async function learned(
  definition: TrainedDefinition,
  { training }: ResidentPatches,
  changes: Hparams,
  before?: (model: LearningModel) => Promise<void>,
) {
  const model = await trainCompiled(definition, { training, changes, machine, before });
  disposables.push(model);
  return trained(model, definition);
}

it("the GAN draws, by the tuned recipe, nearer to unseen patches than their shuffled pixels are, and copies none", async () => {
  const patches = patchesOf(["wood"]);
  const tiny = { steps: 2000, width: 8, batchSize: 8, learningRate: 1e-3 };
  let kidBefore = 0;
  const model = await learned(
    gan,
    patches,
    { ...gan.presets[0].hparams, ...tiny },
    async (fresh) => {
      ({ kid: kidBefore } = await qualityOf(trained(fresh, gan), patches, count, 1));
    },
  );

  const after = await qualityOf(model, patches, count, 1);

  expect(after.kid).toBeLessThan(after.kidCeiling);
  expect(after.kid).toBeLessThan(0.1 * kidBefore);
  expect(after.copyRate).toBeLessThan(0.05);
});

/** Told apart by a classifier in nearly all cases. */
const pair: readonly PatternId[] = ["wood", "checker"];

async function judgedPair() {
  const patches = patchesOf(pair);
  const changes = { steps: 100, width: 4, batchSize: 8, learningRate: 0.01 };
  return { patches, judge: await learned(classifier, patches, changes) };
}

/** Some held-out patches of each, as a translator learns from them. */
function bothDomains(heldOut: PatchSet) {
  const some = [0, 1].flatMap((label) => heldOut.indicesOf(label).slice(0, 32));
  return plainBatch(heldOut, Int32Array.from(some), true);
}

it("the conditional GAN draws the class asked for", async () => {
  const { patches, judge } = await judgedPair();
  const tiny = { steps: 1500, width: 8, batchSize: 16, learningRate: 5e-4 };
  const kidsOf = (model: TrainedModel) =>
    Promise.all(
      [...pair.keys()].map(async (label) => {
        const { kid } = await qualityOf(model, patches, count, 1, label);
        return kid;
      }),
    );
  let kidsBefore: number[] = [];
  const recipe = { ...cgan.presets[0].hparams, ...tiny };
  const model = await learned(cgan, patches, recipe, async (fresh) => {
    kidsBefore = await kidsOf(trained(fresh, cgan));
  });

  const kids = await kidsOf(model);

  for (const label of pair.keys()) {
    expect(await judgedAs(model, patches, judge, label, count, 1)).toBeGreaterThanOrEqual(0.8);
    expect(kids[label]).toBeLessThan(0.5 * (kidsBefore[label] as number));
  }
});

it("the cyclic GAN's translations show the other domain, look like it, and lead back", async () => {
  const { patches, judge } = await judgedPair();
  const tiny = { steps: 1200, width: 8, batchSize: 2, blocks: 1, learningRate: 1e-3 };
  const recipe = { ...cyclegan.presets[0].hparams, ...tiny };
  const model = await learned(cyclegan, patches, recipe);
  for (const target of pair.keys()) {
    const { kid, kidSource } = await qualityOf(model, patches, count, 1, target);
    expect(await judgedAs(model, patches, judge, target, count, 1)).toBeGreaterThanOrEqual(0.85);
    expect(kid).toBeLessThan(0.5 * (kidSource as number));
  }
  const there = tf.tidy(() =>
    (model.inference.model as LearningModel).validate(bothDomains(patches.heldOut)),
  );
  const [cycle] = (await there.cycle?.data()) ?? [];
  tf.dispose(there);
  expect(cycle).toBeLessThan(0.15);
});
