/** Pictures out of random numbers. */
import { latentLength } from "../models/latents.ts";
import type { Generative } from "../models/model.ts";
import * as forwards from "./forward.ts";
import type { Compute } from "./inference.ts";
import { rowsBy } from "./rows.ts";

/**
 * Pictures of z [count, ...shape], at most `largestBatch`: [count, height, width, 3] in [-1, 1].
 * @param weights [count, ...told]; one class after the other where left out
 */
export function drawings(
  compute: Compute,
  generative: Generative,
  z: Float32Array,
  weights?: Float32Array,
  shape: readonly number[] = generative.latentShape,
  told: readonly number[] = [generative.classes ?? 0],
): Promise<Float32Array> {
  const { classes = 0 } = generative;
  const count = z.length / latentLength(shape);
  return rowsBy(compute, (batch) => forwards.drawing(generative, batch, shape, told), count, {
    z,
    ...(classes > 0 && { weights: weights ?? oneAfterAnother(count, classes) }),
  });
}

/** [count, classes] */
export function oneAfterAnother(count: number, classes: number): Float32Array {
  const weights = new Float32Array(count * classes);
  for (let at = 0; at < count && classes > 0; at++) weights[at * classes + (at % classes)] = 1;
  return weights;
}

/** [count, classes] */
export function allOfClass(count: number, classes: number, label: number): Float32Array {
  return Float32Array.from({ length: count * classes }, (_, at) =>
    at % classes === label ? 1 : 0,
  );
}
