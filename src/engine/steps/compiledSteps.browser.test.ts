/** Every model's step compiled in a browser, on WebGPU and on our own WebAssembly module, beside tfjs. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { requestGpuDevice } from "../../gpu/gpuDevice.ts";
import { registerWebGpuBackend } from "../../gpu/webgpuBackend.ts";
import { Rng } from "../../lib/rng.ts";
import type { StepMode } from "../../protocol/run.ts";
import { activateWasm } from "../../wasm/wasmBackend.ts";
import { Batches, groupingFor } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { fillHparams, type TrainedDefinition } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { trained } from "../tasks/registry.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { chooseRunner } from "./chooseRunner.ts";
import type { CompileStep } from "./compiledStep.ts";
import { gpuCompiler } from "./gpuStep.ts";
import { recordStep, type StepSource } from "./recordStep.ts";
import { readAll } from "./stateData.ts";
import { wasmCompiler } from "./wasmStep.ts";

beforeAll(() => registerGradients());

const strengths = { roll: 0.5, flip: 0.5, turn: 0.5, brightness: 0.1, contrast: 0.1, grey: 0.5 };

async function withSource(
  definition: TrainedDefinition,
  use: (source: StepSource) => Promise<void>,
) {
  const [size, batchSize] = [16, 4];
  const patches = new PatchSet(proceduralPatches(["wood", "noise"], 6, size, 1));
  const hparams = fillHparams(definition.hparams, { width: 4, batchSize });
  const model = definition.build(hparams, { size, classes: 2 }, new Rng(1));
  const batches = new Batches(patches, {
    batchSize,
    seed: 1,
    grouping: groupingFor(definition.needs),
    strengths,
  });
  await use({ model, patches, batches, seed: 3, steps: 50 });
  model.dispose();
  patches.dispose();
}

/** Compiled, in agreement with tfjs, and with weights that come back changed. */
async function expectCompiled(source: StepSource, compile: CompileStep): Promise<StepMode[]> {
  const modes: StepMode[] = [];
  const runner = await chooseRunner(source, compile, 0, (mode) => modes.push(mode));
  expect(modes.at(-1)).toEqual({ kind: "compiled" });
  const { variables } = recordStep(source);
  const before = await readAll(variables);
  for (let step = 0; step < 3; step++) runner.take(step);
  expect(await runner.read()).toHaveLength(3);
  runner.settle();
  const after = await readAll(variables);
  const moved = Object.keys(before).filter((name) => before[name]?.join() !== after[name]?.join());
  expect(moved.length).toBeGreaterThan(Object.keys(before).length / 2);
  runner.dispose();
  return modes;
}

describe("on WebAssembly", () => {
  beforeAll(async () => {
    await activateWasm(1);
  });

  it.each(Object.entries(trained))("the step of %s is compiled", async (_, definition) => {
    await withSource(definition, async (source) => {
      await expectCompiled(source, wasmCompiler);
    });
  });
});

describe("on WebGPU", () => {
  let compile: CompileStep;

  beforeAll(async () => {
    const gpu = await requestGpuDevice((fault) => {
      throw new Error(fault.message);
    });
    if (!gpu) throw new Error("The test browser has no WebGPU adapter");
    registerWebGpuBackend(gpu);
    await tf.setBackend("webgpu");
    compile = gpuCompiler(gpu);
  });

  // SwiftShader compiles for long: all models train on WebGPU in a browser in `npm run soak -- memory`.
  const tried = [trained.classifier, trained.vae, trained.gan] as TrainedDefinition[];
  it.each(tried)("the step of $id is compiled", async (definition) => {
    await withSource(definition, async (source) => {
      const modes = await expectCompiled(source, compile);
      expect(modes[0]?.kind).toBe("compiling"); // with progress
    });
  });
});
