/** Which real patches a model's samples are held against, and the photo that each was cut from. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { plainBatch } from "../batches.ts";
import { NotEnoughData } from "../errors.ts";
import type { ResidentPatches } from "../liveRun.ts";
import type { PatchSet } from "../patchSet.ts";
import type { ImagesAt } from "./randomFeatures.ts";

/** For pictures that come from none of the training photos. */
export const noPhoto = -1;

export interface ChosenPatches {
  /** What samples are held against: held-out patches… */
  readonly heldOut: Int32Array;
  /** …and, where they are fewer than wanted, training patches. */
  readonly filled: Int32Array;
  /** Other training patches, for the yardsticks. */
  readonly others: Int32Array;
}

/**
 * At random; where training patches are few, half of them are left for the yardsticks.
 * @param count of each kind at most
 * @throws NotEnoughData when there are fewer than two real patches of a kind
 */
export function choosePatches(
  { training, heldOut }: ResidentPatches,
  count: number,
  rng: Rng,
): ChosenPatches {
  const unseen = rng.permutation(heldOut?.count ?? 0).slice(0, count);
  const order = rng.permutation(training.count);
  const filled = Math.min(count - unseen.length, Math.floor(training.count / 2));
  const others = order.slice(filled, filled + count);
  if (unseen.length + filled < 2 || others.length < 2) {
    throw new NotEnoughData("Too few real patches to compare with");
  }
  return {
    heldOut: Int32Array.from(unseen),
    filled: Int32Array.from(order.slice(0, filled)),
    others: Int32Array.from(others),
  };
}

/** The held-out ones first, then those that fill up. */
export function realPatchesOf(
  { training, heldOut }: ResidentPatches,
  chosen: ChosenPatches,
): ImagesAt {
  const unseen = chosen.heldOut.length;
  return (run) => {
    const parts: tf.Tensor4D[] = [];
    const take = (set: PatchSet, indices: Int32Array) => {
      if (indices.length > 0) parts.push(plainBatch(set, indices).images);
    };
    if (heldOut) {
      const own = run.filter((at) => at < unseen);
      take(
        heldOut,
        own.map((at) => chosen.heldOut[at] as number),
      );
    }
    const rest = run.filter((at) => at >= unseen);
    take(
      training,
      rest.map((at) => chosen.filled[at - unseen] as number),
    );
    return tf.concat(parts);
  };
}

/** The photo of each of `realPatchesOf`. */
export function realPhotosOf({ training }: ResidentPatches, chosen: ChosenPatches): Int32Array {
  return Int32Array.from([
    ...chosen.heldOut.map(() => noPhoto),
    ...[...chosen.filled].map((patch) => training.photos[patch] as number),
  ]);
}

export function patchesAt(set: PatchSet, chosen: Int32Array): ImagesAt {
  return (run) =>
    plainBatch(
      set,
      run.map((at) => chosen[at] as number),
    ).images;
}
