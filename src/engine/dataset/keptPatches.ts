/** Patches as they were cut for a run, kept for the next time that it trains, and for other runs on the same. */
import { cuttingVersion } from "../../data/cutPatches.ts";
import type { CacheKey } from "../../data/pageCache.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { sha256Now } from "../../lib/sha256.ts";
import type { TrainingData } from "../../protocol/project.ts";
import type { RunData } from "../../protocol/runData.ts";
import type { Needs } from "../../protocol/spec.ts";
import {
  areMany,
  dealtPages,
  keptPages,
  type PatchCache,
  type PatchLimits,
} from "./pagedPatches.ts";
import type { PatchBytes } from "./patchSet.ts";
import { type Cutting, requireEnough, type SplitPatches, splitPatches } from "./trainingPatches.ts";

export interface PatchTools {
  readonly cache: PatchCache;
  readonly limits: PatchLimits;
  readonly resolvePhoto: ResolvePhoto;
  /** Asked for where they are to be cut. */
  readonly photos: (data: RunData) => Promise<TrainingData>;
}

/** What was cut in the same way out of the same photos. @param rest what else decides what lies there */
function keyOf({ set, patches }: RunData, ...rest: readonly unknown[]): CacheKey {
  const { size, shortSide, cut, overlap, cropsPerPhoto, seed } = patches;
  const cutting =
    cut === "grid" ? [size, shortSide, overlap] : [size, shortSide, cropsPerPhoto, seed];
  const all = JSON.stringify([cuttingVersion, cut, cutting, ...rest]);
  return { set, what: sha256Now(new TextEncoder().encode(all)).slice(0, 32) };
}

/**
 * What is kept, or else is cut now, and kept for another time. Where all patches can be at hand they are kept unless
 * more photos failed than before.
 * @param leftOut ids of the photos that are left out
 * @throws NotEnoughData where they cannot train a model with these needs; NotServed, StorageFailed, LostDataSet
 */
export async function keptOrCut(
  { cache, limits, resolvePhoto, photos }: PatchTools,
  data: RunData,
  needs: Needs,
  leftOut: readonly string[],
  cutting?: Cutting,
): Promise<SplitPatches> {
  const { size } = data.patches;
  const whole = keyOf(data, [...leftOut].sort()); // without those photos
  const paged = keyOf(data, "pages", limits.residentPatchBytes); // which say what photos they are without
  const parts = await cache.read(whole);
  const kept = parts
    ? fromParts(parts, size, leftOut)
    : await keptPages(cache, paged, size, leftOut);
  if (kept) return sufficient(kept, needs);
  const all = await photos(data);
  if (areMany(all, limits)) {
    const dealt = await dealtPages(cache, paged, all, resolvePhoto, leftOut, limits, cutting);
    return sufficient(dealt, needs);
  }
  const made = await splitPatches(all, needs, resolvePhoto, leftOut, cutting);
  if (made.leftOut.length === leftOut.length) await cache.write(whole, partsOf(made));
  return made;
}

/** @throws NotEnoughData */
function sufficient(patches: SplitPatches, needs: Needs): SplitPatches {
  const labels = (patches.pages?.pages ?? [patches.training]).flatMap((page) => [
    ...new Set(page.labels),
  ]);
  requireEnough({ labels: Int32Array.from(labels) }, needs);
  return patches;
}

const partsOf = ({ training, heldOut }: SplitPatches): Uint8Array[] =>
  [training, heldOut].flatMap(({ labels, photos, pixels }) => [
    new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength),
    new Uint8Array(photos.buffer, photos.byteOffset, photos.byteLength),
    pixels,
  ]);

/** @param parts as of `partsOf`, each with a buffer of its own */
function fromParts(
  parts: readonly Uint8Array<ArrayBuffer>[],
  size: number,
  leftOut: readonly string[],
): SplitPatches {
  const patchesAt = (first: number): PatchBytes => {
    const [labels, photos, pixels] = parts.slice(first, first + 3) as [Part, Part, Part];
    return {
      size,
      labels: new Int32Array(labels.buffer),
      photos: new Int32Array(photos.buffer),
      pixels,
    };
  };
  return { training: patchesAt(0), heldOut: patchesAt(3), leftOut };
}

type Part = Uint8Array<ArrayBuffer>;
