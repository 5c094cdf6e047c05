/**
 * One case's training step, with everything that engines must share so that their first losses agree:
 * first weights, images, and chance out of the same streams that our models draw from.
 */
import * as tf from "@tensorflow/tfjs";
import { Batches } from "../../../src/engine/dataset/batches.ts";
import { PatchSet } from "../../../src/engine/dataset/patchSet.ts";
import { classifier } from "../../../src/engine/models/classifier.ts";
import { numberOf } from "../../../src/engine/models/commonHparams.ts";
import { gan } from "../../../src/engine/models/gan.ts";
import { fillHparams, type Model } from "../../../src/engine/models/model.ts";
import { vae } from "../../../src/engine/models/vae.ts";
import type { StepSource } from "../../../src/engine/steps/recordStep.ts";
import { proceduralPatches } from "../../../src/engine/testing/proceduralPatches.ts";
import { Rng } from "../../../src/lib/rng.ts";
import type { Hparams } from "../../../src/protocol/spec.ts";
import type { StepCase } from "../cases.ts";
import { discriminator } from "./discriminatorModel.ts";
import { type HostTensor, type Inputs, inputsAt } from "./inputs.ts";

export interface Problem {
  readonly stepCase: StepCase;
  /** For our own engines. */
  readonly source: StepSource;
  /** Every hyperparameter of the model by name. */
  readonly hparams: Hparams;
  /** Adam's memory of the gradient's mean. */
  readonly beta1: number;
  /** First numbers of each network's trainable weights, in the network's order, laid out as tfjs has them. */
  readonly weights: Readonly<Record<string, readonly HostTensor[]>>;
  /** What the other engines are given for update `step`. */
  readonly inputsAt: (step: number) => Inputs;
}

const patterns = ["checker", "cells", "wood", "noise"] as const;
export const classCount = patterns.length;
const patchesPerPattern = 32;
const seed = 1;
/** So many that the schedules, which the other engines lack, stay at their first value. */
const plannedSteps = 1e9;

const definitions = { gan, vae, classifier, discriminator };
/** No warm-up of the VAE's β, for the same reason. */
const changes = { warmUp: 0 };
const unvaried = { roll: 0, flip: 0, turn: 0, brightness: 0, contrast: 0, grey: 0 };

/** Builds it on tfjs's CPU backend, which stays in use. */
export async function buildProblem(stepCase: StepCase): Promise<Problem> {
  await tf.setBackend("cpu");
  const { network, width, size, batchSize } = stepCase;
  const definition = definitions[network];
  const hparams = fillHparams(definition.hparams, { ...changes, width, batchSize });
  const model = definition.build(hparams, { size, classes: classCount }, new Rng(seed));
  const drawn = network === "discriminator" ? 2 * batchSize : batchSize; // the fake ones too
  const bytes = proceduralPatches(patterns, patchesPerPattern, size, seed);
  const patches = new PatchSet(bytes);
  const settings = { batchSize: drawn, seed, grouping: "balanced", strengths: unvaried } as const;
  const batches = new Batches(patches, settings);
  const source = { model, patches, batches, seed, steps: plannedSteps };
  const dropout = network === "vae" ? 0 : numberOf(hparams, "dropout");
  return {
    stepCase,
    source,
    hparams,
    beta1: network === "vae" || network === "classifier" ? 0.9 : 0.5,
    weights: await trainableWeights(model),
    inputsAt: (step) =>
      inputsAt(stepCase, bytes, batches.indicesAt(step), { clock: { seed, step }, dropout }),
  };
}

async function trainableWeights(model: Pick<Model, "networks">): Promise<Problem["weights"]> {
  const networks = Object.entries(model.networks).map(async ([name, { trainableWeights }]) => {
    const tensors = trainableWeights.map(async (weight) => {
      const tensor = weight.read();
      return { shape: tensor.shape, data: (await tensor.data<"float32">()).slice() };
    });
    return [name, await Promise.all(tensors)] as const;
  });
  return Object.fromEntries(await Promise.all(networks));
}
