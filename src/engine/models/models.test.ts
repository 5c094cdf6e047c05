/** The contract that every model in the registry keeps, on WASM with tiny networks. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { messages as en } from "../../messages/en/index.ts";
import { messages as zh } from "../../messages/zh/index.ts";
import type { Field, Hparams, HparamValue } from "../../protocol/spec.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { Batches, groupingFor } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { copyWeights } from "../ops/copyInto.ts";
import { registerGradients } from "../ops/gradients.ts";
import { readScalars } from "../ops/readScalars.ts";
import { takeStep } from "../steps/takeStep.ts";
import { trained } from "../tasks/registry.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { latentLength } from "./latents.ts";
import { fillHparams, type Generative, type TrainedDefinition } from "./model.ts";

const size = 16;
const batchSize = 4;
/** Where a model has these. */
const tiny = { width: 4, blocks: 1, batchSize };
let patches: PatchSet;

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  patches = new PatchSet(proceduralPatches(["checker", "cells"], 6, size, 1));
});
afterAll(() => patches.dispose());

function built(definition: TrainedDefinition, changes = {}): Tried {
  const hparams = fillHparams(definition.hparams, { ...tiny, ...changes });
  const model = definition.build(hparams, { size, classes: 2 }, new Rng(1));
  return { definition, model };
}

const strengths = { roll: 0.5, flip: 0.5, turn: 0.5, brightness: 0.1, contrast: 0.1, grey: 0.5 };
const batchesFor = ({ needs }: Pick<TrainedDefinition, "needs">) =>
  new Batches(patches, { batchSize, seed: 1, grouping: groupingFor(needs), strengths });

interface StepChanges {
  /** The same data in every step. */
  readonly isFixed?: boolean;
  readonly only?: string | undefined;
}

interface Tried {
  readonly definition: TrainedDefinition;
  readonly model: ReturnType<TrainedDefinition["build"]>;
}

/** Losses of step `step`. */
function trainStep({ definition, model }: Tried, step: number, changes: StepChanges = {}) {
  const { isFixed, only } = changes;
  const batches = batchesFor(definition);
  return tf.tidy(() =>
    takeStep(model, batches.at(isFixed ? 0 : step), { seed: 2, step, steps: 200, only }),
  );
}

/** Of the first loss that the model logs. */
async function lossesOf(tried: Tried, steps: number, changes?: StepChanges): Promise<number[]> {
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const [values = {}] = await readScalars([trainStep(tried, step, changes)]);
    losses.push(Object.values(values)[0] ?? Number.NaN);
  }
  return losses;
}

const draws = (model: object): model is Generative => "generate" in model;
const latentsOf = ({ latentShape: shape }: Generative) =>
  tf.tensor(new Rng(4).normals(2 * latentLength(shape)), [2, ...shape]);

/** What the model says about a fixed batch, whatever its task. */
async function outputOf({ definition, model }: Tried): Promise<number[]> {
  const output = tf.tidy(() => {
    const { images } = batchesFor(definition).at(0);
    const outputs = [
      model.logits?.(images),
      model.reconstruct?.(images),
      model.translate?.(images, 0),
      model.translate?.(images, 1),
      ...(draws(model) ? [model.generate(latentsOf(model))] : []),
    ];
    return tf.concat1d(outputs.flatMap((tensor) => (tensor ? [tensor.flatten()] : [])));
  });
  const values = [...(await output.data())];
  output.dispose();
  return values;
}

function isWithinBounds(field: Field, value: unknown): boolean {
  switch (field.kind) {
    case "boolean":
      return typeof value === "boolean";
    case "choice":
      return field.options.includes(value as string);
    case "int":
    case "float":
    case "logFloat":
      return typeof value === "number" && value >= field.min && value <= field.max;
    default:
      return field satisfies never;
  }
}

function extremesOf(field: Field): HparamValue[] {
  if (field.kind === "boolean") return [false, true];
  return field.kind === "choice" ? [...field.options] : [field.min, field.max];
}

describe.each(Object.entries(trained))("model %s", (id, definition) => {
  it("states fields, presets and itself soundly", () => {
    expect(definition.id).toBe(id);
    for (const key of ["steps", "batchSize", "learningRate", "seed", "width"])
      expect(definition.hparams).toHaveProperty(key);
    for (const preset of definition.presets) {
      for (const key of Object.keys(preset.hparams)) expect(definition.hparams).toHaveProperty(key);
      const values = fillHparams(definition.hparams, preset.hparams);
      for (const [key, field] of Object.entries(definition.hparams))
        expect(isWithinBounds(field, values[key]), key).toBe(true);
    }
  });

  it.each([16, 32, 64])("builds for patches of %i px", (side) => {
    const before = tf.memory().numTensors;
    const hparams = fillHparams(definition.hparams, tiny);
    const model = definition.build(hparams, { size: side, classes: 2 }, new Rng(1));
    const shape = tf.tidy(() => {
      const images = tf.zeros<tf.Rank.R4>([2, side, side, 3]);
      const z = tf.zeros([2, ...(model.latentShape ?? [])]);
      return (model.generate?.(z) ?? model.translate?.(images, 1) ?? model.logits?.(images))?.shape;
    });
    expect(shape).toEqual(model.logits ? [2, 2] : [2, side, side, 3]);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("has words for each of several optimisers", () => {
    const { model } = built(definition);
    const names = Object.keys(model.optimizers);
    const words = names.length > 1 ? names.map((name) => `series.gradient.${name}`) : [];
    for (const word of words) {
      expect(en).toHaveProperty([word]);
      expect(zh).toHaveProperty([word]);
    }
    model.dispose();
  });

  it("has the same state to save whatever its live settings are", () => {
    const shapesWith = (changes: Hparams) => {
      const { model } = built(definition, changes);
      const shapes = stateVariables(model).map(([name, { shape }]) => `${name} ${shape}`);
      model.dispose();
      return shapes;
    };
    const plain = shapesWith({});
    for (const [key, field] of Object.entries(definition.hparams)) {
      if (!field.live) continue;
      for (const value of extremesOf(field))
        expect(shapesWith({ [key]: value }), key).toEqual(plain);
    }
    expect(definition.hparams.learningRate?.live).toBe(true);
  });

  it.each(definition.presets)("owns each of its numbers once ($id)", ({ hparams }) => {
    const { model } = built(definition, { ...hparams, ...tiny });
    const variables = stateVariables(model);
    expect(new Set(variables.map(([, { dataId }]) => dataId)).size).toBe(variables.length);
    model.dispose();
  });

  it("takes finite steps and logs the series it states", async () => {
    const tried = built(definition);
    const { model } = tried;
    const [losses] = await readScalars([trainStep(tried, 0)]);
    const [validation] = await readScalars([
      tf.tidy(() => model.validate(batchesFor(definition).at(0))),
    ]);

    expect(Object.keys(losses ?? {}).sort()).toEqual([...definition.losses].sort());
    expect(Object.keys(validation ?? {}).sort()).toEqual([...definition.validation].sort());
    for (const value of Object.values({ ...losses, ...validation }))
      expect(Number.isFinite(value)).toBe(true);
    model.dispose();
  });

  // A step that leaves something does so every time; e2e/memory.spec.ts takes a thousand, compiled.
  it("keeps tensors and bytes flat over 20 steps, and frees all of them", async () => {
    const before = tf.memory().numTensors;
    const tried = built(definition);
    const { model } = tried;
    tf.dispose(trainStep(tried, 0)); // the first step allocates the optimiser's slots
    const settled = { ...tf.memory() };

    for (let step = 1; step <= 20; step++) tf.dispose(trainStep(tried, step));
    tf.dispose(tf.tidy(() => model.validate(batchesFor(definition).at(0))));

    expect(tf.memory().numTensors).toBe(settled.numTensors);
    expect(tf.memory().numBytes).toBe(settled.numBytes);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("says the same with another's weights", async () => {
    const [tried, twin] = [built(definition), built(definition, { seed: 2 })];
    for (let step = 0; step < 3; step++) tf.dispose(trainStep(tried, step));
    for (const [name, network] of Object.entries(tried.model.networks)) {
      const same = twin.model.networks[name];
      if (same) copyWeights(same, network);
    }

    expect(await outputOf(twin)).toEqual(await outputOf(tried));
    tried.model.dispose();
    twin.model.dispose();
  });

  it("repeats a run by its seed", async () => {
    const [one, other] = [built(definition), built(definition)];
    expect(await lossesOf(one, 5)).toEqual(await lossesOf(other, 5));
    one.model.dispose();
    other.model.dispose();
  });

  it("fits one batch: the loss falls by a fifth and more in 20 steps", async () => {
    const tried = built(definition, { learningRate: 3e-3 });
    const losses = await lossesOf(tried, 20, { isFixed: true, only: definition.sides?.[0] });
    expect((losses.at(-1) as number) / (losses[0] as number)).toBeLessThanOrEqual(0.8);
    tried.model.dispose();
  });
});
