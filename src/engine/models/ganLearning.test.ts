/** The GAN learns a texture: measured by KID, seeded, on steps compiled for the processor. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { strengthsOf } from "../augment.ts";
import { Batches } from "../batches.ts";
import { registerGradients } from "../gradients.ts";
import { quality } from "../metrics/quality.ts";
import { PatchSet } from "../patchSet.ts";
import { chooseRunner } from "../steps/chooseRunner.ts";
import { compilerOn } from "../steps/wasmStep.ts";
import { gan } from "./gan.ts";
import { fillHparams } from "./model.ts";
import { proceduralPatches } from "./proceduralPatches.ts";

const size = 32;
const steps = 2000;
const tiny = { width: 8, batchSize: 8, learningRate: 1e-3 };
let machine: Machine;

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  machine = await openNodeMachine(2);
});
afterAll(() => machine.dispose());

it("draws, by the tuned recipe, nearer to unseen patches than their shuffled pixels are, and copies none", async () => {
  const training = new PatchSet(proceduralPatches(["wood"], 300, size, 1));
  const heldOut = new PatchSet(proceduralPatches(["wood"], 100, size, 1001));
  const [tuned] = gan.presets;
  const hparams = fillHparams(gan.hparams, { ...tuned.hparams, ...tiny });
  const batches = new Batches(training, {
    batchSize: tiny.batchSize,
    seed: 1,
    grouping: "mixed",
    strengths: strengthsOf(hparams),
  });
  const model = gan.build(hparams, { size, classes: 1 }, new Rng(1));
  const patches = { training, heldOut };
  const before = await quality(model, patches, 100, 1);
  const source = { model, patches: training, batches, seed: 2, steps };
  const modes: string[] = [];
  const runner = await chooseRunner(
    source,
    compilerOn(async () => machine),
    0,
    ({ kind }) => modes.push(kind),
  );
  for (let step = 0; step < steps; step++) runner.take(step);
  await runner.read();
  runner.settle();
  runner.dispose();
  const after = await quality(model, patches, 100, 1);

  expect(modes.at(-1)).toBe("compiled");
  expect(after.kid).toBeLessThan(after.kidCeiling);
  expect(after.kid).toBeLessThan(0.1 * before.kid);
  expect(after.copyRate).toBeLessThan(0.05);
  model.dispose();
  training.dispose();
  heldOut.dispose();
});
