/** Trainings that are cut and go on, of every model with every preset's switches, small: what must not show afterwards. */

import * as tf from "@tensorflow/tfjs";
import type { StateData } from "../../graph/executable.ts";
import type { Rng } from "../../lib/rng.ts";
import type { RunRecord } from "../../protocol/run.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { readCheckpoint, writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { modelFromCheckpoint } from "../checkpoints/modelFromCheckpoint.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { strengthsOf } from "../dataset/augment.ts";
import { Batches, groupingFor } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import {
  buildModel,
  definitionOf,
  type LearningModel,
  type Registry,
} from "../models/builtModel.ts";
import { fillHparams, int, live } from "../models/model.ts";
import { freshRecord } from "../runs/runRecords.ts";
import { chooseRunner } from "../steps/chooseRunner.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import { readAll } from "../steps/stateData.ts";
import { trained as shipped } from "../tasks/registry.ts";
import { proceduralPatches } from "./proceduralPatches.ts";
import { request } from "./runsSession.ts";

const size = 16;
const small = { width: 4, blocks: 1, batchSize: 4 };

/** The shipped models, whose runs may end after a few steps. */
export const registry: Registry = Object.fromEntries(
  Object.entries(shipped).map(([id, definition]) => [
    id,
    { ...definition, hparams: { ...definition.hparams, steps: live(int(1, 1, 1_000_000)) } },
  ]),
);

export interface ResumeTrial {
  readonly modelId: string;
  readonly title: string;
  readonly hparams: Hparams;
}

function trialOf(modelId: string, name: string, switches: Hparams): ResumeTrial {
  const definition = definitionOf(registry, modelId);
  const fits = (key: string) => Object.hasOwn(definition.hparams, key);
  const sizes = Object.entries({ ...small, latentDim: 4 }).filter(([key]) => fits(key));
  const hparams = fillHparams(definition.hparams, { ...switches, ...Object.fromEntries(sizes) });
  return { modelId, title: `${modelId}, ${name}`, hparams };
}

/** The registry by its presets, one of those with the same switches, and the switches that no preset sets. */
export const resumeTrials: readonly ResumeTrial[] = [
  ...Object.entries(registry).flatMap(([modelId, { presets }]) =>
    presets.map(({ id, hparams }) => trialOf(modelId, id, hparams)),
  ),
  trialOf("classifier", "fixed filters", { firstLayer: "gabor" }),
  trialOf("gan", "spectral norms", {
    adversarialLoss: "hinge",
    spectralNorm: true,
    averaging: 0.9,
  }),
].filter(isFirstOfItsKind());

function isFirstOfItsKind(): (trial: ResumeTrial) => boolean {
  const seen = new Set<string>();
  return ({ modelId, hparams }) => {
    const switches = Object.values(hparams).map((value) =>
      typeof value === "number" ? value !== 0 : value,
    );
    const kind = JSON.stringify([modelId, switches]);
    return !seen.has(kind) && seen.add(kind) !== undefined;
  };
}

/** @returns the record of a run that has not begun */
export function recordOf({ modelId, hparams }: ResumeTrial, steps: number): RunRecord {
  const asked = request("a", { modelId, hparams: { ...hparams, steps } });
  const patches = { ...asked.data.patches, size, shortSide: 32 } as const;
  return freshRecord({ ...asked, data: { ...asked.data, patches } }, "wasm");
}

/**
 * Trains from the first step to the last, and at each cut goes on with another model that has a
 * checkpoint's numbers.
 * @param compile null for steps on tfjs
 */
export async function trainedInParts(
  trial: ResumeTrial,
  compile: CompileStep | null,
  steps: number,
  cuts: readonly number[],
): Promise<StateData> {
  const record = recordOf(trial, steps);
  const patches = new PatchSet(proceduralPatches(["wood", "cells"], 6, size, 1));
  let model = buildModel(registry, record) as LearningModel; // all of these are
  let from = 0;
  for (const until of [...cuts, steps]) {
    await train(model, record, patches, compile, from, until);
    from = until;
    if (until === steps) break;
    const bytes = await writeCheckpoint(model, { ...record, step: until });
    tf.tidy(() => model.dispose());
    model = modelFromCheckpoint(registry, readCheckpoint(bytes)).model as LearningModel;
  }
  const state = await readAll(new Map(stateVariables(model)));
  tf.tidy(() => model.dispose());
  patches.dispose();
  return state;
}

async function train(
  model: LearningModel,
  { modelId, hparams }: RunRecord,
  patches: PatchSet,
  compile: CompileStep | null,
  from: number,
  until: number,
): Promise<void> {
  const { needs } = definitionOf(registry, modelId);
  const batches = new Batches(patches, {
    batchSize: hparams.batchSize as number,
    seed: 1,
    grouping: groupingFor(needs),
    strengths: strengthsOf(hparams),
  });
  const source = { model, patches, batches, seed: 2, steps: hparams.steps as number };
  const modes: string[] = [];
  const runner = await chooseRunner(source, compile, from, ({ kind }) => modes.push(kind));
  if (compile && modes.at(-1) !== "compiled") throw new Error(`${modelId} was not compiled`);
  for (let step = from; step < until; step++) runner.take(step);
  await runner.read();
  runner.settle();
  runner.dispose();
}

/** Names of variables whose numbers are not the same to the last bit. */
export function differentBits(one: StateData, other: StateData): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => {
    const [ours, theirs] = [bitsOf(one[name]), bitsOf(other[name])];
    return !ours || ours.length !== theirs?.length || ours.some((bits, at) => bits !== theirs[at]);
  });
}

const bitsOf = (numbers: StateData[string] | undefined): Uint32Array | undefined =>
  numbers && new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);

/** `count` different steps between the first and the last, in order. */
export function cutsAmong(steps: number, count: number, rng: Rng): number[] {
  const inside = [...rng.permutation(steps - 1)].slice(0, count).map((at) => at + 1);
  return inside.sort((a, b) => a - b);
}
