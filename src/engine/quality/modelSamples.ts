/** Pictures that a model draws from a fixed list of random numbers: what its quality is judged by. */
import * as tf from "@tensorflow/tfjs";
import { nextTask } from "../../lib/nextTask.ts";
import type { Breathe } from "../../lib/pieces.ts";
import type { Rng } from "../../lib/rng.ts";
import { inRuns } from "../dataset/batches.ts";
import { latentLength } from "../models/latents.ts";
import type { Generative } from "../models/model.ts";
import type { ImagesAt } from "./featureNet.ts";

/**
 * @param count pictures in all
 * @returns     the same picture for the same index, however often it is asked for; runs of indices
 *              must be without gaps
 */
export function samplesOf(model: Generative, count: number, rng: Rng): ImagesAt {
  const { latentShape } = model;
  const length = latentLength(latentShape);
  const z = rng.normals(count * length);
  return (run) => {
    const [first = 0] = run;
    const rows = z.slice(first * length, (first + run.length) * length);
    return model.generate(tf.tensor(rows, [run.length, ...latentShape]));
  };
}

export const drawnAtOnce = 16;

/** All pictures together, [count, H, W, 3], drawn in pieces. The caller disposes of them. */
export async function drawn(
  imagesAt: ImagesAt,
  count: number,
  breathe: Breathe = nextTask,
): Promise<tf.Tensor4D> {
  const parts: tf.Tensor4D[] = [];
  try {
    for (const run of inRuns(count, drawnAtOnce)) {
      parts.push(tf.tidy(() => imagesAt(run)));
      await breathe();
    }
    return tf.concat(parts);
  } finally {
    tf.dispose(parts);
  }
}
