/** A model trained to the end of its steps, as compiled for the processor, without a run around it. */

import { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { strengthsOf } from "../dataset/augment.ts";
import { Batches, groupingFor } from "../dataset/batches.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import type { LearningModel } from "../models/builtModel.ts";
import type { TrainedDefinition } from "../models/model.ts";
import { fillHparams } from "../models/model.ts";
import { chooseRunner } from "../steps/chooseRunner.ts";
import { compilerOn } from "../steps/wasmStep.ts";

export interface CompiledTraining {
  readonly training: PatchSet;
  /** Beside the defaults; `steps` and `batchSize` count. */
  readonly changes: Hparams;
  readonly machine: Machine;
  /** Sees the model before its first step. */
  readonly before?: ((model: LearningModel) => Promise<void>) | undefined;
}

/** @throws Error where the step could not be compiled */
export async function trainCompiled(
  definition: TrainedDefinition,
  { training, changes, machine, before }: CompiledTraining,
): Promise<LearningModel> {
  const hparams = fillHparams(definition.hparams, changes);
  const steps = hparams.steps as number; // every model has it
  const batches = new Batches(training, {
    batchSize: hparams.batchSize as number, // and this
    seed: 1,
    grouping: groupingFor(definition.needs),
    strengths: strengthsOf(hparams),
  });
  const classes = new Set(training.labels).size;
  const model = definition.build(hparams, { size: training.size, classes }, new Rng(1));
  await before?.(model);
  const source = { model, patches: training, batches, seed: 2, steps };
  const modes: string[] = [];
  const runner = await chooseRunner(
    source,
    compilerOn(async () => machine),
    0,
    ({ kind }) => modes.push(kind),
  );
  if (modes.at(-1) !== "compiled") throw new Error(`${definition.id} trains ${modes.at(-1)}`);
  for (let step = 0; step < steps; step++) runner.take(step);
  await runner.read();
  runner.settle();
  runner.dispose();
  return model;
}
