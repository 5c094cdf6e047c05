/** Training of the GANs' recipe for few photos, with pauses and without: the same to the last bit. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { registerGradients } from "../../src/engine/ops/gradients.ts";
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

const pauses = 4;

export const tunedPauses: SoakCase = {
  summary: `the \`tuned\` GANs with ${pauses} pauses and without, steps each`,
  count: 1500,
  async run({ count: steps, seed, onProgress }) {
    registerWasmKernels();
    registerGradients();
    await tf.setBackend("wasm");
    const machine = await openNodeMachine(1);
    const compile = compilerOn(async () => machine);
    const trials = resumeTrials.filter(({ title }) => title.endsWith(", tuned"));
    const rng = new Rng(seed);
    const failures: string[] = [];
    const cutAt: string[] = [];
    for (const [done, trial] of trials.entries()) {
      const at = cutsAmong(steps, pauses, rng);
      cutAt.push(at.join(" "));
      const whole = await trainedInParts(trial, compile, steps, []);
      const different = differentBits(await trainedInParts(trial, compile, steps, at), whole);
      if (different.length > 0)
        failures.push(`${trial.title}, paused at ${at}: ${different.length} variables differ`);
      onProgress(done + 1, trials.length);
    }
    const figures = {
      trainings: trials.length,
      stepsEach: steps,
      pausedAt: cutAt.join("; "),
      differing: failures.length,
    };
    return { passed: failures.length === 0, figures, failures };
  },
};
