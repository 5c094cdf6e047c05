/** Everything that trained models can compute, at the sizes that a test wants: what compiled inference is held to. */
import * as tf from "@tensorflow/tfjs";
import type { Feeds } from "../../graph/executable.ts";
import { Rng } from "../../lib/rng.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import {
  drawing,
  encoding,
  explaining,
  type Forward,
  judging,
  reconstructing,
  translating,
  validating,
} from "../inference/forward.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { fillHparams, type ModelDefinition } from "../models/model.ts";
import { looking } from "../quality/randomFeatures.ts";

export const sides = { patch: 32, odd: [45, 70], even: [46, 70] } as const;
const classes = 3;

/** @param changes beside its own defaults */
export function builtFor(definition: ModelDefinition, width = 4): BuiltModel {
  const hparams = fillHparams(definition.hparams, { width });
  const shape = { size: sides.patch, classes: definition.needs === "labels" ? classes : 1 };
  return definition.build(hparams, shape, new Rng(1));
}

/** Of whatever the model is able to do, and what looks at its pictures. */
export function forwardsOf(model: BuiltModel, batch: number): Forward<never>[] {
  const { patch, odd, even } = sides;
  const { latentShape, generate, encode, translate, logits } = model;
  const validated = translate ? 2 * batch : batch;
  const generative = latentShape && generate && { ...model, latentShape, generate };
  return [
    ...(generative ? [drawing(generative, batch), looking(batch, patch)] : []),
    ...("validate" in model ? [validating(validated, patch, translate !== undefined)] : []),
    ...(encode ? [encoding(batch, patch), reconstructing(batch, patch)] : []),
    ...(translate
      ? [translating(0, batch, patch, patch), translating(1, batch, even[0], even[1])]
      : []),
    ...(logits
      ? [
          judging(batch, patch, patch),
          judging(batch, odd[0], odd[1]),
          explaining(classes, batch, odd[0], odd[1]),
        ]
      : []),
  ] as Forward<never>[];
}

/** Pictures in [-1, 1], latents and shares at random; rows of `weights` choose one class each. */
export function feedsFor({ feeds }: Forward<never>, seed: number): Feeds {
  const rng = new Rng(seed);
  const numbersOf = (name: string, shape: readonly number[]) => {
    const size = tf.util.sizeFromShape([...shape]);
    const columns = shape[1] ?? 1;
    if (name === "weights")
      return Float32Array.from({ length: size }, (_, at) =>
        at % columns === Math.floor(at / columns) % columns ? 1 : 0,
      );
    if (name === "labels") return Int32Array.from({ length: size }, (_, at) => at % classes);
    if (name === "images") return Float32Array.from({ length: size }, () => 2 * rng.uniform() - 1);
    return rng.normals(size);
  };
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { shape }]) => [name, numbersOf(name, shape)]),
  );
}

/** Gives every weight other numbers: fresh ones, and above all moving averages, are special. */
export function stir(model: BuiltModel, seed: number): void {
  const rng = new Rng(seed);
  tf.tidy(() => {
    for (const [, variable] of stateVariables(model)) {
      if (variable.dtype !== "float32") continue;
      const moved = Float32Array.from({ length: variable.size }, () => 0.05 * rng.uniform());
      variable.assign(variable.add(tf.tensor(moved, variable.shape)));
    }
  });
}
