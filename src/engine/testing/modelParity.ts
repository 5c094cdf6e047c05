/** Steps of tiny models, compiled for a device, beside the same steps on tfjs. Call `registerGradients` before. */
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import { compileForGpu } from "../../gpu/step/compileForGpu.ts";
import type { Executable, StateData } from "../../graph/executable.ts";
import type { Program } from "../../graph/program.ts";
import { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { compileForWasm } from "../../wasm/step/compileForWasm.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { Batches, groupingFor } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { classifier } from "../models/classifier.ts";
import { cyclegan } from "../models/cyclegan.ts";
import { gan } from "../models/gan.ts";
import { fillHparams, type TrainedDefinition } from "../models/model.ts";
import { differences, directly, type TakeFrom } from "../steps/agreement.ts";
import { DirectRunner } from "../steps/directRunner.ts";
import { type RecordedStep, recordStep, type StepSource } from "../steps/recordStep.ts";
import { readAll } from "../steps/stateData.ts";
import { rolesOf } from "../steps/stateRoles.ts";
import type { Losses } from "../steps/stepRunner.ts";
import { trained } from "../tasks/registry.ts";
import { proceduralPatches } from "./proceduralPatches.ts";

const size = 16;
const batchSize = 4;
/** After so many steps no two states are alike. */
const steps = 20;

export interface Tried {
  readonly definition: TrainedDefinition;
  readonly changes: Hparams;
}

/** Each model as the article has it, and with everything that its defaults leave out. */
export const trials: readonly Tried[] = [
  ...Object.values(trained).map((definition) => ({
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

interface Running extends Executable {
  readState(): StateData | Promise<StateData>;
  writeState(data: StateData): void;
}

export type Compile = (program: Program, state: StateData) => Promise<Running>;

export const forWasm =
  (machine: Machine): Compile =>
  async (program, state) =>
    compileForWasm(program, state, machine);

/** The kernels differ between a GPU and a software adapter; either device runs both. */
export const forGpu =
  ({ device }: GpuDevice, isSoftware: boolean): Compile =>
  (program, state) =>
    compileForGpu(device, program, state, { isSoftware });

/** A course on tfjs, for compiled steps to be held against. */
export class ParityTrial {
  readonly #source: StepSource;
  /** Before the first step. */
  readonly #initial: StateData;
  /** After the last. */
  #last: StateData = {};
  /** Of every step on tfjs. */
  losses: readonly Losses[] = [];

  private constructor(source: StepSource, initial: StateData) {
    this.#source = source;
    this.#initial = initial;
  }

  static async open(tried: Tried): Promise<ParityTrial> {
    const source = sourceOf(tried);
    const variables = new Map(stateVariables(source.model));
    const trial = new ParityTrial(source, await readAll(variables));
    const runner = new DirectRunner({ ...source, batchAt: (step) => source.batches.at(step) });
    for (let step = 0; step < steps; step++) runner.take(step);
    trial.losses = await runner.read();
    trial.#last = await readAll(variables);
    return trial;
  }

  dispose(): void {
    this.#source.model.dispose();
    this.#source.patches.packed?.dispose();
  }

  /** What a compiled step does otherwise than tfjs's: at the start, and from where the course has led. */
  differing(compile: Compile, from: "start" | "end"): Promise<readonly unknown[]> {
    const [state, taken] = from === "start" ? [this.#initial, 0] : [this.#last, steps];
    return this.#on(compile, async (executable, recorded) => {
      const ways = {
        actual: compiledly(executable, recorded),
        expected: directly(this.#source, recorded.variables),
      };
      const roles = rolesOf(this.#source.model, recorded.variables);
      return [...(await differences(ways, roles, state, taken))];
    });
  }

  /** Of every step of the whole course, compiled. */
  compiledLosses(compile: Compile): Promise<readonly Losses[]> {
    return this.#on(compile, async (executable, { feedsAt }) => {
      for (let step = 0; step < steps; step++) executable.run(feedsAt(step));
      return executable.read();
    });
  }

  async #on<T>(
    compile: Compile,
    act: (executable: Running, recorded: RecordedStep) => Promise<T>,
  ): Promise<T> {
    const recorded = recordStep(this.#source);
    const resident = await readAll(recorded.resident);
    const executable = await compile(recorded.program, { ...this.#initial, ...resident });
    try {
      return await act(executable, recorded);
    } finally {
      executable.dispose();
    }
  }
}

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
