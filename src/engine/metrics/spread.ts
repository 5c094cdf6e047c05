/** How much pictures differ from each other: little where a model draws the same over and over. */
import * as tf from "@tensorflow/tfjs";
import { evenly } from "../../lib/evenly.ts";
import { plainBatch } from "../batches.ts";
import type { ResidentPatches } from "../liveRun.ts";
import { readScalars } from "../readScalars.ts";

/** Real patches that pictures are held against; an even choice where there are more. */
const mostReal = 64;
/** Real patches that differ less from each other are no yardstick. */
const leastSpread = 1e-3;

/**
 * Standard deviation of every value over the pictures, averaged over all values. Sync, inside `tf.tidy`.
 * @param images [N, H, W, C], N at least 2
 * @returns      scalar, in the images' unit
 */
export function spreadOf(images: tf.Tensor4D): tf.Scalar {
  const count = images.shape[0];
  const squares = images.sub(images.mean(0, true)).square().sum(0);
  return squares
    .div(count - 1)
    .sqrt()
    .mean<tf.Scalar>();
}

/**
 * Makes what gives a spread as a share of that of real patches, held-out ones where there are any; null
 * where those hardly differ.
 */
export function besideReal(patches: ResidentPatches): (spread: number) => Promise<number | null> {
  let yardstick: Promise<number> | null = null;
  return async (spread) => {
    yardstick ??= realSpread(patches);
    const real = await yardstick;
    return real < leastSpread ? null : spread / real;
  };
}

async function realSpread({ training, heldOut }: ResidentPatches): Promise<number> {
  const patches = heldOut ?? training;
  const chosen = Int32Array.from(evenly(patches.count, mostReal));
  if (chosen.length < 2) return 0;
  const [{ spread = 0 } = {}] = await readScalars([
    tf.tidy(() => ({ spread: spreadOf(plainBatch(patches, chosen).images) })),
  ]);
  return spread;
}
