/** What a compiled step asks of WebGPU once it runs: few calls, and nothing made anew. */
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import { compileForGpu } from "../../gpu/step/compileForGpu.ts";
import { dawnDevice } from "../../gpu/testing/dawn.ts";
import { Rng } from "../../lib/rng.ts";
import { Batches } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { gan } from "../models/gan.ts";
import { fillHparams } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { recordStep } from "./recordStep.ts";
import { readAll } from "./stateData.ts";

const size = 32;
const batchSize = 8;
let gpu: GpuDevice;

beforeAll(async () => {
  registerGradients();
  await tf.setBackend("cpu");
  gpu = await dawnDevice();
});
afterAll(() => gpu.close());

/** The GAN's step at width 8 on the device, with its feeds. */
async function compiledGanStep() {
  const patches = new PatchSet(proceduralPatches(["checker", "cells"], 8, size, 1));
  const hparams = fillHparams(gan.hparams, { width: 8 });
  const model = gan.build(hparams, { size, classes: 1 }, new Rng(1));
  const strengths = { roll: 0.5, flip: 0.5, turn: 0, brightness: 0, contrast: 0, grey: 0 };
  const batches = new Batches(patches, { batchSize, seed: 1, grouping: "mixed", strengths });
  const recorded = recordStep({ model, patches, batches, seed: 1, steps: 100 });
  const { program, variables, resident, feedsAt } = recorded;
  const state = { ...(await readAll(variables)), ...(await readAll(resident)) };
  model.dispose();
  patches.dispose();
  const { isSoftware } = gpu;
  const executable = await compileForGpu(gpu.device, program, state, { isSoftware });
  return { executable, feedsAt };
}

function countCalls() {
  const { device } = gpu;
  const pass = GPUComputePassEncoder.prototype;
  const spies = {
    dispatches: vi.spyOn(pass, "dispatchWorkgroups"),
    submits: vi.spyOn(device.queue, "submit"),
    writeBuffers: vi.spyOn(device.queue, "writeBuffer"),
    buffers: vi.spyOn(device, "createBuffer"),
    bindGroups: vi.spyOn(device, "createBindGroup"),
    pipelines: vi.spyOn(device, "createComputePipelineAsync"),
  };
  const read = () =>
    Object.fromEntries(
      Object.entries(spies).map(([name, { mock }]) => [name, mock.calls.length]),
    ) as Record<keyof typeof spies, number>;
  const restore = () => {
    for (const spy of Object.values(spies)) spy.mockRestore();
  };
  return { read, restore };
}

it("takes a GAN step of width 8 by few calls, and makes nothing", async () => {
  const { executable, feedsAt } = await compiledGanStep();
  for (let step = 0; step < 2; step++) executable.run(feedsAt(step));
  await executable.read();

  const calls = countCalls();
  executable.run(feedsAt(2));
  const [losses] = await executable.read();
  const counts = calls.read();
  calls.restore();

  expect(counts.dispatches).toBeGreaterThan(0);
  expect(counts.dispatches).toBeLessThanOrEqual(200);
  expect(counts.submits).toBeLessThanOrEqual(2); // the step, and the copy of its losses
  expect(counts.writeBuffers).toBeLessThanOrEqual(4);
  expect(counts).toMatchObject({ buffers: 0, bindGroups: 0, pipelines: 0 });
  expect(Object.values(losses ?? {}).every(Number.isFinite)).toBe(true);
  executable.dispose();
});
