/** How much pictures differ from each other: little where a model draws the same over and over. */
import * as tf from "@tensorflow/tfjs";
import { evenly } from "../../lib/evenly.ts";
import { plainBatch } from "../dataset/batches.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { readScalars } from "../ops/readScalars.ts";

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

/** Mean over groups of pictures, each by itself. Sync, inside `tf.tidy`. */
export function meanSpreadOf(groups: readonly tf.Tensor4D[]): tf.Scalar {
  return tf.addN(groups.map(spreadOf)).div(groups.length);
}

/** How much the pictures of one model differ. */
export interface Spread {
  readonly value: number;
  /** Classes that were looked at by themselves; 0 where all pictures were looked at together. */
  readonly classes: number;
}

/**
 * Makes what gives a spread as a share of that of real patches, held-out ones where there are any, looked at in
 * the same way; null where those hardly differ. It is asked about one model.
 */
export function besideReal(patches: ResidentPatches): (spread: Spread) => Promise<number | null> {
  let yardstick: Promise<number> | null = null;
  return async ({ value, classes }) => {
    yardstick ??= realSpread(patches, classes);
    const real = await yardstick;
    return real < leastSpread ? null : value / real;
  };
}

async function realSpread(
  { training, heldOut }: ResidentPatches,
  classes: number,
): Promise<number> {
  const patches = heldOut ?? training;
  const groups =
    classes > 0
      ? Array.from({ length: classes }, (_, label) => patches.indicesOf(label))
      : [[...patches.labels.keys()]];
  const chosen = groups
    .map((group) => Int32Array.from(evenly(group.length, mostReal), (at) => group[at] as number))
    .filter((group) => group.length > 1);
  if (chosen.length === 0) return 0;
  const spreads = await readScalars(
    chosen.map((group) => tf.tidy(() => ({ spread: spreadOf(plainBatch(patches, group).images) }))),
  );
  return spreads.reduce((sum, { spread = 0 }) => sum + spread, 0) / spreads.length;
}
