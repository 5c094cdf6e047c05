/** To stop and go on is to go on: bit for bit, for every model, in every way of stepping and of stopping. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { registerGradients } from "../ops/gradients.ts";
import { compilerOn } from "../steps/wasmStep.ts";
import { throughEverything, undisturbed } from "../testing/resumeJourney.ts";
import {
  differentBits,
  type ResumeTrial,
  resumeTrials,
  trainedInParts,
} from "../testing/resumeTrials.ts";

let machine: Machine;
const compile = compilerOn(async () => machine);

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  machine = await openNodeMachine(1);
  vi.stubGlobal("ImageData", class {}); // what a preview is made of in a browser
  vi.stubGlobal("createImageBitmap", async () => ({}));
});
afterAll(() => {
  vi.unstubAllGlobals();
  machine.dispose();
});

/** A cyclic GAN's step takes seconds in JavaScript; `npm run soak -- resume` takes it as it is. */
const cheaper = (trial: ResumeTrial): ResumeTrial =>
  trial.modelId === "cyclegan" ? { ...trial, hparams: { ...trial.hparams, batchSize: 1 } } : trial;

describe.each(resumeTrials)("a run of $title", (trial) => {
  it.each([
    ["WASM", "wasm"],
    ["JavaScript", "cpu"],
  ] as const)(
    "goes on from a checkpoint on tfjs as if nothing had been (%s)",
    async (_, backend) => {
      await tf.setBackend(backend);
      const tried = backend === "cpu" ? cheaper(trial) : trial;
      const whole = await trainedInParts(tried, null, 2, []);
      expect(differentBits(await trainedInParts(tried, null, 2, [1]), whole)).toEqual([]);
    },
  );

  it("comes to the same, compiled, through pause, way back, change, reload and branch", async () => {
    await tf.setBackend("wasm");
    const [changed, left] = [
      await undisturbed(trial, compile, 6, true),
      await undisturbed(trial, compile, 6, false),
    ];
    expect(differentBits(changed.early, left.early)).not.toEqual([]);
    expect(differentBits(changed.end, left.end)).not.toEqual([]);
    expect(differentBits(await throughEverything(trial, compile, 6), changed.end)).toEqual([]);
  });
});

/** One of each kind: with an average, with moments alone, and with two networks a side. */
const journeys = resumeTrials.filter(
  ({ title, modelId }, at) =>
    /spectral norms|fixed filters/.test(title) ||
    (modelId === "cyclegan" && resumeTrials[at - 1]?.modelId !== modelId),
);

it.each(journeys)(
  "a run of $title comes to the same on tfjs through all of that",
  async (trial) => {
    await tf.setBackend("wasm");
    const tried = cheaper(trial);
    const { end } = await undisturbed(tried, null, 6, true);
    expect(differentBits(await throughEverything(tried, null, 6), end)).toEqual([]);
  },
);
