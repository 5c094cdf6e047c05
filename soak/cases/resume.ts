/** Trainings cut at steps drawn by chance, of every model, compiled and on tfjs: as if nothing had been. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { registerGradients } from "../../src/engine/ops/gradients.ts";
import type { CompileStep } from "../../src/engine/steps/compiledStep.ts";
import { compilerOn } from "../../src/engine/steps/wasmStep.ts";
import {
  cutsAmong,
  differentBits,
  resumeTrials,
  trainedInParts,
} from "../../src/engine/testing/resumeTrials.ts";
import { Rng } from "../../src/lib/rng.ts";
import { registerWasmKernels } from "../../src/wasm/registerWasmKernels.ts";
import { openNodeMachine } from "../../src/wasm/step/testing/nodeMachine.ts";
import type { SoakCase } from "../soakCase.ts";

const cuts = 4;

export const resume: SoakCase = {
  summary: `every model trained with ${cuts} cuts and without, steps each`,
  count: 12,
  async run({ count: steps, seed, onProgress }) {
    registerWasmKernels();
    registerGradients();
    const machine = await openNodeMachine(1);
    const compile = compilerOn(async () => machine);
    const ways: readonly [title: string, backend: string, compile: CompileStep | null][] = [
      ["compiled", "wasm", compile],
      ["on tfjs with WASM", "wasm", null],
      ["on tfjs in JavaScript", "cpu", null],
    ];
    const rng = new Rng(seed);
    const failures: string[] = [];
    let done = 0;
    for (const [way, backend, compiler] of ways) {
      await tf.setBackend(backend);
      for (const trial of resumeTrials) {
        const at = cutsAmong(steps, cuts, rng);
        const whole = await trainedInParts(trial, compiler, steps, []);
        const different = differentBits(await trainedInParts(trial, compiler, steps, at), whole);
        if (different.length > 0)
          failures.push(`${trial.title} ${way}, cut at ${at}: ${different.slice(0, 4)} differ`);
        onProgress(++done, ways.length * resumeTrials.length);
      }
    }
    const figures = { trainings: done, stepsEach: steps, differing: failures.length };
    return { passed: failures.length === 0, figures, failures };
  },
};
