/** What steps of every model do, compiled for each device, beside the same steps on tfjs. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import { compileForGpu } from "../../gpu/step/compileForGpu.ts";
import { dawnDevice } from "../../gpu/testing/dawn.ts";
import type { Executable, StateData } from "../../graph/executable.ts";
import type { Program } from "../../graph/program.ts";
import { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { compileForWasm } from "../../wasm/step/compileForWasm.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { Batches, groupingFor } from "../batches.ts";
import { registerGradients } from "../gradients.ts";
import { stateVariables } from "../modelState.ts";
import { classifier } from "../models/classifier.ts";
import { cyclegan } from "../models/cyclegan.ts";
import { gan } from "../models/gan.ts";
import { fillHparams, type ModelDefinition } from "../models/model.ts";
import { proceduralPatches } from "../models/proceduralPatches.ts";
import { registry } from "../models/registry.ts";
import { PatchSet } from "../patchSet.ts";
import { differences, directly, type TakeFrom } from "./agreement.ts";
import { DirectRunner } from "./directRunner.ts";
import { type RecordedStep, recordStep, type StepSource } from "./recordStep.ts";
import { readAll } from "./stateData.ts";
import { rolesOf } from "./stateRoles.ts";
import type { Losses } from "./stepRunner.ts";

const size = 16;
const batchSize = 4;
const steps = 20;
interface Tried {
  readonly definition: ModelDefinition;
  readonly changes: Hparams;
}

interface Course {
  /** Of every step. */
  readonly losses: readonly Losses[];
  /** After the last. */
  readonly state: StateData;
}

interface Running extends Executable {
  readState(): StateData | Promise<StateData>;
  writeState(data: StateData): void;
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
  gpu.close();
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

async function directCourse(source: StepSource): Promise<Course> {
  const runner = new DirectRunner({ ...source, batchAt: (step) => source.batches.at(step) });
  for (let step = 0; step < steps; step++) runner.take(step);
  const losses = await runner.read();
  return { losses, state: await readAll(new Map(stateVariables(source.model))) };
}

/** A step on the device, from whatever state. */
function compiledly(executable: Running, { feedsAt, variables }: RecordedStep): TakeFrom {
  return async (state, step) => {
    executable.writeState(state);
    executable.run(feedsAt(step));
    const [losses = {}] = await executable.read();
    const after = await executable.readState();
    return { losses, state: pick(after, [...variables.keys()]) };
  };
}

const pick = (state: StateData, names: readonly string[]): StateData =>
  Object.fromEntries(names.map((name) => [name, state[name] ?? []] as const)) as StateData;

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

describe.each(trials)("steps of $definition.id with $changes", (tried) => {
  let source: StepSource;
  let initial: StateData;
  let expected: Course;
  beforeAll(async () => {
    source = sourceOf(tried);
    initial = await readAll(new Map(stateVariables(source.model)));
    expected = await directCourse(source);
  }, 120_000);
  afterAll(() => dispose(source));

  async function onDevice<T>(
    device: string,
    act: (executable: Running, recorded: RecordedStep) => Promise<T>,
  ): Promise<T> {
    const recorded = recordStep(source);
    const resident = await readAll(recorded.resident);
    const compile = devices[device] as Compile; // one of its keys
    const executable = await compile(recorded.program, { ...initial, ...resident });
    try {
      return await act(executable, recorded);
    } finally {
      executable.dispose();
    }
  }

  /** What a step does otherwise than tfjs's, after as many. */
  const differing = (device: string, state: StateData, taken: number) =>
    onDevice(device, async (executable, recorded) => {
      const ways = {
        actual: compiledly(executable, recorded),
        expected: directly(source, recorded.variables),
      };
      const roles = rolesOf(source.model, recorded.variables);
      return [...(await differences(ways, roles, state, taken))];
    });

  it.each(Object.keys(devices))(
    "do on %s what they do on tfjs",
    async (device) => {
      expect(await differing(device, expected.state, steps)).toEqual([]);
    },
    240_000, // a software adapter compiles for a minute where others compute too
  );

  it("do so from the first on, and lead to the same losses", async () => {
    expect(await differing("WASM", initial, 0)).toEqual([]);
    const losses = await onDevice("WASM", async (executable, { feedsAt }) => {
      for (let step = 0; step < steps; step++) executable.run(feedsAt(step));
      return executable.read();
    });
    expect(losses).toHaveLength(steps);
    expected.losses.forEach((at, step) => {
      for (const [name, loss] of Object.entries(at)) {
        const difference = Math.abs((losses[step]?.[name] ?? Number.NaN) - loss);
        expect(difference, `${name} of step ${step}`).toBeLessThanOrEqual(1e-3 * Math.abs(loss));
      }
    });
  });
});
