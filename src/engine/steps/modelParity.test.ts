/** Twenty steps of every model, compiled for each device, beside the same steps on tfjs. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import { compileForGpu } from "../../gpu/step/compileForGpu.ts";
import { dawnDevice } from "../../gpu/testing/dawn.ts";
import type { Executable, StateData } from "../../graph/executable.ts";
import type { Program } from "../../graph/program.ts";
import { relativeError } from "../../graph/testing/opCases.ts";
import { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { compileForWasm } from "../../wasm/step/compileForWasm.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { Batches, groupingFor } from "../batches.ts";
import { registerGradients } from "../gradients.ts";
import { classifier } from "../models/classifier.ts";
import { cyclegan } from "../models/cyclegan.ts";
import { gan } from "../models/gan.ts";
import { fillHparams, type ModelDefinition } from "../models/model.ts";
import { proceduralPatches } from "../models/proceduralPatches.ts";
import { registry } from "../models/registry.ts";
import { PatchSet } from "../patchSet.ts";
import { DirectRunner } from "./directRunner.ts";
import { recordStep, type StepSource } from "./recordStep.ts";
import { readAll } from "./stateData.ts";
import type { Losses } from "./stepRunner.ts";

const size = 16;
const batchSize = 4;
const steps = 20;
/** Steps after which gradients are compared, as Adam's first moments: they are nothing else, scaled. */
const compared = [1, steps];

/**
 * First moments of biases that batch normalisation takes away again: their gradient is 0, and what is
 * computed of it is rounding.
 */
const rounding: Readonly<Record<string, readonly string[]>> = {
  autoencoder: ["optimizer.adam.m.7"],
  cgan: [
    "optimizer.generator.m.6",
    "optimizer.generator.m.10",
    "optimizer.discriminator.m.3",
    "optimizer.discriminator.m.7",
  ],
  "conv-autoencoder": ["optimizer.adam.m.3"],
  gan: [
    "optimizer.generator.m.5",
    "optimizer.generator.m.9",
    "optimizer.discriminator.m.3",
    "optimizer.discriminator.m.7",
  ],
  vae: ["optimizer.adam.m.3"],
};

interface Tried {
  readonly definition: ModelDefinition;
  readonly changes: Hparams;
}

interface Course {
  /** Of every step. */
  readonly losses: readonly Losses[];
  /** After each of the `compared` steps. */
  readonly states: readonly StateData[];
}

interface Running extends Executable {
  readState(): StateData | Promise<StateData>;
}

let machine: Machine;
let gpu: GpuDevice;

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  [machine, gpu] = await Promise.all([openNodeMachine(2), dawnDevice()]);
});
afterAll(() => {
  machine.dispose();
  gpu.device.destroy();
});

type Compile = (program: Program, state: StateData) => Promise<Running>;

/** The kernels differ between a GPU and a software adapter; either runs both. */
const devices: Readonly<Record<string, Compile>> = {
  WASM: async (program, state) => compileForWasm(program, state, machine),
  WebGPU: (program, state) => compileForGpu(gpu.device, program, state),
  "software WebGPU": (program, state) =>
    compileForGpu(gpu.device, program, state, { isSoftware: true }),
};

/** A tiny model of the kind, always with the same weights, batches and chance. */
function sourceOf({ definition, changes }: Tried): StepSource {
  const patches = new PatchSet(proceduralPatches(["checker", "cells"], 6, size, 1));
  const hparams = fillHparams(definition.hparams, { ...changes, width: 4, blocks: 1, batchSize });
  const model = definition.build(hparams, { size, classes: 2 }, new Rng(1));
  const strengths = { roll: 0.5, flip: 0.5, turn: 0.5, brightness: 0.1, contrast: 0.1, grey: 0.5 };
  const batches = new Batches(patches, {
    batchSize,
    seed: 1,
    grouping: groupingFor(definition.needs),
    strengths,
  });
  return { model, patches, batches, seed: 3, steps: 50 };
}

function dispose({ model, patches }: StepSource): void {
  model.dispose();
  patches.dispose();
}

async function directCourse(tried: Tried): Promise<Course> {
  const source = sourceOf(tried);
  const { variables } = recordStep(source);
  const runner = new DirectRunner({ ...source, batchAt: (step) => source.batches.at(step) });
  const states: StateData[] = [];
  for (let step = 0; step < steps; step++) {
    runner.take(step);
    if (compared.includes(step + 1)) states.push(await readAll(variables));
  }
  const losses = await runner.read();
  dispose(source);
  return { losses, states };
}

async function compiledCourse(tried: Tried, device: string): Promise<Course> {
  const source = sourceOf(tried);
  const { program, variables, resident, feedsAt } = recordStep(source);
  const state = { ...(await readAll(variables)), ...(await readAll(resident)) };
  const executable = await devices[device]?.(program, state);
  if (!executable) throw new Error(`No device ${device}`);
  dispose(source);
  const states: StateData[] = [];
  for (let step = 0; step < steps; step++) {
    executable.run(feedsAt(step));
    if (compared.includes(step + 1)) states.push(await executable.readState());
  }
  const losses = await executable.read();
  executable.dispose();
  return { losses, states };
}

/** Each model as the article has it, and with everything that its defaults leave out. */
const trials: readonly Tried[] = [
  ...Object.values(registry).map((definition) => ({
    definition,
    changes: definition.id === cyclegan.id ? { skip: true } : {}, // which adds to it and leaves nothing out
  })),
  { definition: classifier, changes: { firstLayer: "gabor" } },
  {
    definition: gan,
    changes: { adversarialLoss: "hinge", diffAugment: 0.7, diffColour: true, averaging: 0.9 },
  },
  { definition: gan, changes: { adversarialLoss: "hinge", spectralNorm: true } },
];

describe.each(trials)("twenty steps of $definition.id with $changes", (tried) => {
  const { id } = tried.definition;
  let expected: Course;
  beforeAll(async () => {
    expected = await directCourse(tried);
  }, 120_000);

  it.each(Object.keys(devices))(
    "are on %s what they are on tfjs",
    async (device) => {
      const actual = await compiledCourse(tried, device);

      expect(actual.losses).toHaveLength(steps);
      expected.losses.forEach((losses, step) => {
        for (const [name, loss] of Object.entries(losses)) {
          const difference = Math.abs((actual.losses[step]?.[name] ?? Number.NaN) - loss);
          expect(difference, `${name} of step ${step}`).toBeLessThanOrEqual(1e-3 * Math.abs(loss));
        }
      });
      expected.states.forEach((state, at) => {
        for (const [name, numbers] of Object.entries(state)) {
          if (!/\.m\.\d+$/.test(name) || rounding[id]?.includes(name)) continue;
          const error = relativeError(actual.states[at]?.[name] ?? [], numbers);
          expect(error, `${name} after ${compared[at]} steps`).toBeLessThanOrEqual(1e-2);
        }
      });
    },
    240_000,
  ); // a software adapter compiles for a minute where others compute too
});
