/** Which real patches a model's samples are held against, and the photo that each was cut from. */
import type { Rng } from "../../lib/rng.ts";
import { patchImages } from "../dataset/patchImages.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { NotEnoughData } from "../errors.ts";
import { type Images, joined } from "../pictures/images.ts";
import type { ImagesAt } from "./featureNet.ts";

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
 * @param label the class that all are of; of any where left out
 * @throws NotEnoughData when there are fewer than two real patches of a kind
 */
export function choosePatches(
  { training, heldOut }: ResidentPatches,
  count: number,
  rng: Rng,
  label?: number,
): ChosenPatches {
  const unseen = shuffled(heldOut, rng, label).slice(0, count);
  const order = shuffled(training, rng, label);
  const filled = Math.min(count - unseen.length, Math.floor(order.length / 2));
  const others = order.slice(filled, filled + count);
  if (unseen.length + filled < 2 || others.length < 2) {
    throw new NotEnoughData("Too few real patches to compare with");
  }
  return {
    heldOut: unseen,
    filled: order.slice(0, filled),
    others,
  };
}

function shuffled(set: PatchSet | null, rng: Rng, label?: number): Int32Array {
  if (label === undefined) return Int32Array.from(rng.permutation(set?.count ?? 0));
  const own = set?.indicesOf(label) ?? [];
  return Int32Array.from(rng.permutation(own.length), (at) => own[at] as number);
}

/** The held-out ones first, then those that fill up. */
export function realPatchesOf(
  { training, heldOut }: ResidentPatches,
  chosen: ChosenPatches,
): ImagesAt {
  const unseen = chosen.heldOut.length;
  return async (run) => {
    const parts: Images[] = [];
    const take = async (set: PatchSet, indices: Int32Array) => {
      if (indices.length > 0) parts.push(await patchImages(set, indices));
    };
    if (heldOut) {
      const own = run.filter((at) => at < unseen);
      await take(
        heldOut,
        own.map((at) => chosen.heldOut[at] as number),
      );
    }
    const rest = run.filter((at) => at >= unseen);
    await take(
      training,
      rest.map((at) => chosen.filled[at - unseen] as number),
    );
    return joined(parts);
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
    patchImages(
      set,
      run.map((at) => chosen[at] as number),
    );
}
