/** Every model's step compiled for WebGPU, beside tfjs on the same device. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { type GpuDevice, requestGpuDevice } from "../../gpu/gpuDevice.ts";
import { registerWebGpuBackend } from "../../gpu/webgpuBackend.ts";
import { Rng } from "../../lib/rng.ts";
import type { StepMode } from "../../protocol/run.ts";
import { Batches } from "../batches.ts";
import { registerGradients } from "../gradients.ts";
import { fillHparams } from "../models/model.ts";
import { proceduralPatches } from "../models/proceduralPatches.ts";
import { registry } from "../models/registry.ts";
import { PatchSet } from "../patchSet.ts";
import { readAll } from "./agreement.ts";
import { chooseRunner } from "./chooseRunner.ts";
import { gpuCompiler } from "./gpuStep.ts";
import { recordStep } from "./recordStep.ts";

let gpu: GpuDevice;

beforeAll(async () => {
  const found = await requestGpuDevice((fault) => {
    throw new Error(fault.message);
  });
  if (!found) throw new Error("The test browser has no WebGPU adapter");
  gpu = found;
  registerWebGpuBackend(gpu);
  registerGradients();
  await tf.setBackend("webgpu");
});

describe.each(Object.entries(registry))("the step of %s on WebGPU", (_, definition) => {
  it("is compiled, agrees with tfjs and hands its weights back", async () => {
    const size = 16;
    const patches = new PatchSet(proceduralPatches(["wood", "noise"], 6, size, 1));
    const hparams = fillHparams(definition.hparams, { width: 4 });
    const model = definition.build(hparams, { size, classes: 2 }, new Rng(1));
    const strengths = {
      roll: 0.5,
      flip: 0.5,
      turn: 0.5,
      brightness: 0.1,
      contrast: 0.1,
      grey: 0.5,
    };
    const batches = new Batches(patches, { batchSize: 4, seed: 1, isBalanced: true, strengths });
    const source = { model, patches, batches, seed: 3, steps: 50 };
    const modes: StepMode[] = [];

    const runner = await chooseRunner(source, gpuCompiler(gpu), 0, (mode) => modes.push(mode));
    expect(modes.at(-1)).toEqual({ kind: "compiled" });
    expect(modes[0]?.kind).toBe("compiling");

    const { variables } = recordStep(source);
    const before = await readAll(variables);
    for (let step = 0; step < 3; step++) runner.take(step);
    expect(await runner.read()).toHaveLength(3);
    runner.settle();
    const after = await readAll(variables);
    const moved = Object.keys(before).filter(
      (name) => before[name]?.join() !== after[name]?.join(),
    );
    expect(moved.length).toBeGreaterThan(Object.keys(before).length / 2);
    runner.dispose();
    model.dispose();
    patches.dispose();
  });
});
