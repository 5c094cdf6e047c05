/** Patches as they were cut for a run, kept for the next time that it trains, and for other runs on the same. */
import { cuttingVersion } from "../../data/cutPatches.ts";
import type { CacheKey, PageCache } from "../../data/pageCache.ts";
import { sha256Now } from "../../lib/sha256.ts";
import type { RunData } from "../../protocol/runData.ts";
import type { Needs } from "../../protocol/spec.ts";
import type { PatchBytes } from "./patchSet.ts";
import { requireEnough, type SplitPatches } from "./trainingPatches.ts";

export type PatchCache = Pick<PageCache, "read" | "write">;

/** Those of the same photos, cut in the same way, without the same photos that could not be read. */
function keyOf({ set, patches }: RunData, leftOut: readonly string[]): CacheKey {
  const { size, shortSide, cut, overlap, cropsPerPhoto, seed } = patches;
  const cutting =
    cut === "grid" ? [size, shortSide, overlap] : [size, shortSide, cropsPerPhoto, seed];
  const all = JSON.stringify([cuttingVersion, cut, cutting, [...leftOut].sort()]);
  return { set, what: sha256Now(new TextEncoder().encode(all)).slice(0, 32) };
}

/**
 * What is kept, or else what `cut` gives, which is kept then unless more photos failed than before.
 * @param leftOut ids of the photos that `cut` leaves out
 * @throws NotEnoughData where what is kept cannot train a model with these needs; whatever `cut` throws
 */
export async function keptOrCut(
  cache: PatchCache,
  data: RunData,
  needs: Needs,
  leftOut: readonly string[],
  cut: () => Promise<SplitPatches>,
): Promise<SplitPatches> {
  const key = keyOf(data, leftOut);
  const parts = await cache.read(key);
  if (parts) {
    const kept = fromParts(parts, data.patches.size, leftOut);
    requireEnough(kept.training, needs);
    return kept;
  }
  const made = await cut();
  if (made.leftOut.length === leftOut.length) await cache.write(key, partsOf(made));
  return made;
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
