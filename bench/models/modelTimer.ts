/** The time of a model's step, compiled and directly on tfjs, in turns on the same WebGPU device. */
import * as tf from "@tensorflow/tfjs";
import { Batches, groupingFor } from "../../src/engine/dataset/batches.ts";
import { PatchSet } from "../../src/engine/dataset/patchSet.ts";
import { fillHparams } from "../../src/engine/models/model.ts";
import { registerGradients } from "../../src/engine/ops/gradients.ts";
import { DirectRunner } from "../../src/engine/steps/directRunner.ts";
import { gpuCompiler } from "../../src/engine/steps/gpuStep.ts";
import { RecordedRunner } from "../../src/engine/steps/recordedRunner.ts";
import { recordStep } from "../../src/engine/steps/recordStep.ts";
import { readAll } from "../../src/engine/steps/stateData.ts";
import type { StepRunner } from "../../src/engine/steps/stepRunner.ts";
import { trained } from "../../src/engine/tasks/registry.ts";
import { proceduralPatches } from "../../src/engine/testing/proceduralPatches.ts";
import type { GpuDevice } from "../../src/gpu/gpuDevice.ts";
import { dawnDevice } from "../../src/gpu/testing/dawn.ts";
import { registerWebGpuBackend } from "../../src/gpu/webgpuBackend.ts";
import { Rng } from "../../src/lib/rng.ts";
import { percentile } from "../latency.ts";

/** The size of the models that are compared. */
const modelSize = { width: 8, size: 32, batchSize: 8 } as const;
const warmUpSteps = 2;
const timedSteps = 7;
/** A direct step takes ten times as long. */
const compiledPerDirect = 3;

export interface ModelTime {
  readonly device: string;
  /** Medians, ms a step. */
  readonly compiledMs: number;
  readonly directMs: number;
}

export async function openModelTimer() {
  registerGradients();
  const gpu = await dawnDevice();
  registerWebGpuBackend(gpu);
  await tf.setBackend("webgpu");
  return { names: Object.keys(trained), time: (id: string) => timeModel(gpu, id) };
}

async function timeModel(gpu: GpuDevice, id: string): Promise<ModelTime> {
  const definition = trained[id];
  if (!definition) throw new Error(`There is no model ${id}`);
  const { width, size, batchSize } = modelSize;
  const patches = new PatchSet(proceduralPatches(["checker", "cells"], 8, size, 1));
  const hparams = fillHparams(definition.hparams, { width, batchSize });
  const model = definition.build(hparams, { size, classes: 2 }, new Rng(1));
  const strengths = { roll: 0, flip: 0.5, turn: 0, brightness: 0, contrast: 0, grey: 0 };
  const grouping = groupingFor(definition.needs);
  const batches = new Batches(patches, { batchSize, seed: 1, grouping, strengths });
  const source = { model, patches, batches, seed: 1, steps: 100 };
  const recorded = recordStep(source);
  const state = await readAll(recorded.variables);
  const compile = gpuCompiler(gpu);
  const step = await compile(recorded.program, state, recorded.resident, () => undefined);
  const compiled = new RecordedRunner(recorded, step);
  const direct = new DirectRunner({ ...source, batchAt: (at) => batches.at(at) });
  const [compiledMs, directMs]: [number[], number[]] = [[], []];
  for (let at = -warmUpSteps; at < timedSteps; at++) {
    for (let turn = 0; turn < compiledPerDirect; turn++) compiledMs.push(await msOf(compiled));
    directMs.push(await msOf(direct));
    if (at < 0) compiledMs.length = directMs.length = 0;
  }
  compiled.dispose();
  direct.dispose();
  model.dispose();
  patches.dispose();
  return {
    device: gpu.name,
    compiledMs: percentile(compiledMs, 0.5),
    directMs: percentile(directMs, 0.5),
  };
}

/** From the call until the losses are on the host. Every step is the first: its work is the same. */
async function msOf(runner: StepRunner): Promise<number> {
  const start = performance.now();
  runner.take(0);
  await runner.read();
  return performance.now() - start;
}
