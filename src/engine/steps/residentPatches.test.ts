/** Patches go to the GPU once; the compiled step reads them where tfjs has them. */
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import { dawnDevice } from "../../gpu/testing/dawn.ts";
import { registerWebGpuBackend } from "../../gpu/webgpuBackend.ts";
import { Rng } from "../../lib/rng.ts";
import { Batches } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { autoencoder } from "../models/autoencoder.ts";
import { fillHparams } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { chooseRunner } from "./chooseRunner.ts";
import { gpuCompiler } from "./gpuStep.ts";

// tfjs has a WebGPU backend only where it sees one when it is loaded.
vi.hoisted(() => Object.defineProperty(globalThis, "navigator", { value: { gpu: {} } }));

let gpu: GpuDevice;

beforeAll(async () => {
  registerGradients();
  gpu = await dawnDevice();
  registerWebGpuBackend(gpu);
  await tf.setBackend("webgpu");
});
afterAll(() => gpu.close());

/** Buffers that begin with so many bytes from the host, writes of as many and copies on the device. */
function moves(bytes: number) {
  const copies = vi.spyOn(GPUCommandEncoder.prototype, "copyBufferToBuffer");
  const writes = vi.spyOn(gpu.device.queue, "writeBuffer");
  const made = vi.spyOn(gpu.device, "createBuffer");
  const sizes = () => [
    ...made.mock.calls.map(([{ mappedAtCreation, size }]) => (mappedAtCreation ? size : 0)),
    ...copies.mock.calls.map((call: unknown[]) => call.at(-1)),
    ...writes.mock.calls.map(([, , data]) => (data as Uint8Array).byteLength),
  ];
  return () => sizes().filter((size) => size === bytes).length;
}

it("moves a run's patches once, to try the compiled step and to take steps by it", async () => {
  const size = 8;
  const patches = new PatchSet(proceduralPatches(["checker", "cells"], 23, size, 1));
  const hparams = fillHparams(autoencoder.hparams, { width: 2, batchSize: 4 });
  const model = autoencoder.build(hparams, { size, classes: 1 }, new Rng(1));
  const strengths = { roll: 0, flip: 0, turn: 0, brightness: 0, contrast: 0, grey: 0 };
  const batches = new Batches(patches, { batchSize: 4, seed: 1, grouping: "mixed", strengths });
  const source = { model, patches, batches, seed: 1, steps: 100 };
  const moved = moves(patches.packed.size * 4);
  const modes: string[] = [];
  const runner = await chooseRunner(source, gpuCompiler(gpu), 0, ({ kind }) => modes.push(kind));
  expect(modes.at(-1)).toBe("compiled"); // so its trial on other patches would have failed
  for (let step = 0; step < 3; step++) runner.take(step);
  expect(await runner.read()).toHaveLength(3);
  expect(moved()).toBe(1);
  runner.dispose();
  model.dispose();
  patches.dispose();
});
