/** Patches go to the GPU once; the compiled step reads them where tfjs has them. */
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import { dawnDevice } from "../../gpu/testing/dawn.ts";
import { registerWebGpuBackend } from "../../gpu/webgpuBackend.ts";
import { Rng } from "../../lib/rng.ts";
import { Batches } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { PatchWindow } from "../dataset/patchWindow.ts";
import { WindowBatches } from "../dataset/windowBatches.ts";
import { autoencoder } from "../models/autoencoder.ts";
import { fillHparams } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { chooseRunner } from "./chooseRunner.ts";
import { gpuCompiler } from "./gpuStep.ts";

// tfjs has a WebGPU backend only where it sees one when it is loaded.
vi.hoisted(() => Object.defineProperty(globalThis, "navigator", { value: { gpu: {} } }));

const size = 8;
const strengths = { roll: 0, flip: 0, turn: 0, brightness: 0, contrast: 0, grey: 0 };
const settings = { batchSize: 4, seed: 1, grouping: "mixed", strengths } as const;

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

function sourceOf(patches: PatchSet) {
  const hparams = fillHparams(autoencoder.hparams, { width: 2, batchSize: 4 });
  const model = autoencoder.build(hparams, { size, classes: 1 }, new Rng(1));
  const batches = new Batches(patches, settings);
  return { model, patches, batches, seed: 1, steps: 100 };
}

it("moves a run's patches once, to try the compiled step and to take steps by it", async () => {
  const patches = new PatchSet(proceduralPatches(["checker", "cells"], 23, size, 1));
  const source = sourceOf(patches);
  const moved = moves(patches.packed.size * 4);
  const modes: string[] = [];
  const runner = await chooseRunner(source, gpuCompiler(gpu), 0, ({ kind }) => modes.push(kind));
  expect(modes.at(-1)).toBe("compiled"); // so its trial on other patches would have failed
  for (let step = 0; step < 3; step++) runner.take(step);
  expect(await runner.read()).toHaveLength(3);
  expect(moved()).toBe(1);
  runner.dispose();
  source.model.dispose();
  patches.dispose();
});

it("is tried and taken by batches that bring their own patches, out of pages", async () => {
  const { labels, photos, pixels } = proceduralPatches(["checker", "cells"], 1, size, 1);
  const pages = Array.from({ length: 12 }, () => ({ labels, photos }));
  const window = new PatchWindow({ size, pages, read: async () => pixels }, () => Promise.reject());
  const resident = new PatchSet({ size, labels, photos, pixels });
  const source = {
    ...sourceOf(resident),
    patches: { size },
    batches: new WindowBatches(window, settings),
  };
  const modes: string[] = [];
  const runner = await chooseRunner(source, gpuCompiler(gpu), 0, ({ kind }) => modes.push(kind));
  expect(modes.at(-1)).toBe("compiled"); // so it agrees with tfjs
  for (let step = 0; step < 6; step++) {
    await runner.ready?.(step);
    runner.take(step);
  }
  expect(await runner.read()).toHaveLength(6);
  runner.dispose();
  source.model.dispose();
  resident.dispose();
});
