/** A compiled step is used when it agrees with the plain one, and not when it never does. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import type { StepMode } from "../../protocol/run.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { Batches } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { registerGradients } from "../ops/gradients.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { tinyHparams, tinyModel } from "../testing/tinyModel.ts";
import { chooseRunner } from "./chooseRunner.ts";
import type { CompileStep, Variables } from "./compiledStep.ts";
import type { StepSource } from "./recordStep.ts";
import { compilerOn } from "./wasmStep.ts";

const size = 16;
let machine: Machine;
let source: StepSource;

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  machine = await openNodeMachine(1);
});
afterAll(() => machine.dispose());
beforeEach(() => {
  const patches = new PatchSet(proceduralPatches(["wood", "noise"], 6, size, 1));
  const model = tinyModel.build(tinyHparams(), { size, classes: 2 }, new Rng(1));
  const strengths = { roll: 0, flip: 0.5, turn: 0, brightness: 0, contrast: 0, grey: 0 };
  const batches = new Batches(patches, { batchSize: 4, seed: 1, grouping: "balanced", strengths });
  source = { model, patches, batches, seed: 3, steps: 50 };
});
afterEach(() => {
  source.model.dispose();
  source.patches.packed?.dispose();
});

/** Before the step that is compared and after it. */
const storesATrial = 2;

/**
 * The compiler of this processor, whose step brings back wrong numbers.
 * @param isWrong whether those of a variable, one of so many by its place, are wrong in a trial
 */
function spoilt(isWrong: (trial: number, at: number) => boolean): CompileStep {
  const compile = compilerOn(async () => machine);
  let stores = 0;
  return async (...args) => {
    const compiled = await compile(...args);
    const store = compiled.store.bind(compiled);
    compiled.store = (variables: Variables) => {
      store(variables);
      const trial = Math.floor(stores++ / storesATrial);
      for (const [at, variable] of [...variables.values()].entries())
        if (isWrong(trial, at)) variable.assign(tf.onesLike(variable));
    };
    return compiled;
  };
}

const wrongAtFirst = (trials: number): CompileStep => spoilt((trial) => trial < trials);

async function modeWith(compile: CompileStep): Promise<StepMode | undefined> {
  const modes: StepMode[] = [];
  const runner = await chooseRunner(source, compile, 0, (mode) => modes.push(mode));
  runner.dispose();
  return modes.at(-1);
}

describe("the trial of a compiled step", () => {
  it.each([0, 1, 2])(
    "finds what is right although %i trials were spoilt by chance",
    async (times) => {
      expect(await modeWith(wrongAtFirst(times))).toEqual({ kind: "compiled" });
    },
  );

  it("finds what is right though chance spoils something in every trial, each time another variable", async () => {
    expect(await modeWith(spoilt((trial, at) => at === trial))).toEqual({ kind: "compiled" });
  });

  it("does without a step that has one variable wrong each time", async () => {
    const mode = await modeWith(spoilt((trial, at) => at === 0 || at === trial + 1));
    expect(mode).toEqual({ kind: "direct", isFallback: true });
  });

  it("frees a compiled step that fails while it is tried out", async () => {
    const compile = compilerOn(async () => machine);
    let held = 0;
    const failing: CompileStep = async (...args) => {
      const compiled = await compile(...args);
      held++;
      const dispose = compiled.dispose.bind(compiled);
      compiled.read = () => Promise.reject(new Error("lost"));
      compiled.dispose = () => {
        held--;
        dispose();
      };
      return compiled;
    };
    expect(await modeWith(failing)).toEqual({ kind: "direct", isFallback: true });
    expect(held).toBe(0);
  });

  it("does without what is wrong each time, and leaves the model as it was", async () => {
    const { features } = source.model.networks;
    const weights = () => Promise.all(features?.getWeights().map((each) => each.data()) ?? []);
    const before = await weights();
    const mode = await modeWith(wrongAtFirst(Number.POSITIVE_INFINITY));
    expect(mode).toEqual({ kind: "direct", isFallback: true });
    expect(await weights()).toEqual(before);
  });
});
