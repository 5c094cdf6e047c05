/** A run's patches in pages: as they lie in storage from an earlier time, or dealt out now. */
import type { CacheKey, PageCache } from "../../data/pageCache.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { TrainingData } from "../../protocol/project.ts";
import { type Dealt, dealPatches, trainingCount } from "./dealPatches.ts";
import { type Deal, type PageLabels, StoredPages } from "./patchPages.ts";
import type { PatchBytes } from "./patchSet.ts";
import { pagesAtOnce } from "./patchWindow.ts";
import type { Cutting, SplitPatches } from "./trainingPatches.ts";

export type PatchCache = Pick<
  PageCache,
  "read" | "write" | "clearFor" | "writeVolume" | "volume" | "drop"
>;

/** As in `data/limits`. */
export interface PatchLimits {
  readonly residentPatchBytes: number;
  readonly dealtPatchBytes: number;
}

/** How many of them are at hand at once. */
const mostResident = (size: number, { residentPatchBytes }: PatchLimits): number =>
  Math.floor(residentPatchBytes / (4 * size ** 2));

/** Whether so many photos give more patches than can be at hand. */
export const areMany = (data: TrainingData, limits: PatchLimits): boolean =>
  trainingCount(data) > mostResident(data.patches.size, limits);

/** Null where they do not lie there, whole, without just those photos. Never throws */
export async function keptPages(
  cache: PatchCache,
  key: CacheKey,
  size: number,
  leftOut: readonly string[],
): Promise<SplitPatches | null> {
  const parts = await cache.read(key);
  const dealt = parts && fromParts(parts, size);
  if (!dealt || JSON.stringify(dealt.leftOut) !== JSON.stringify(leftOut)) return null;
  const volumes = await Promise.all(dealt.counts.map((_, at) => cache.volume(key, at)));
  return split(
    dealt,
    volumes.filter((volume) => volume !== null),
    cache,
    key,
  ).catch(() => null);
}

/**
 * Cuts all photos and deals the patches out. What has no room in storage stays in memory, as long as it is in use.
 * @throws LostPatches, NotServed, StorageFailed; the signal's reason
 */
export async function dealtPages(
  cache: PatchCache,
  key: CacheKey,
  data: TrainingData,
  resolvePhoto: ResolvePhoto,
  leftOut: readonly string[],
  limits: PatchLimits,
  cutting?: Cutting,
): Promise<SplitPatches> {
  const { size } = data.patches;
  const patchBytes = size ** 2 * 3;
  let hasRoom = await cache.clearFor(key, trainingCount(data) * patchBytes);
  const volumes: Blob[] = [];
  const dealt = await dealPatches({
    data,
    resolvePhoto,
    leftOut,
    cutting,
    perPage: Math.max(1, Math.floor(mostResident(size, limits) / pagesAtOnce)),
    perVolume: Math.max(1, Math.floor(limits.dealtPatchBytes / patchBytes)),
    async keep(bytes) {
      const kept = hasRoom ? await cache.writeVolume(key, volumes.length, bytes) : null;
      hasRoom = kept !== null;
      volumes.push(kept ?? new Blob([bytes as Uint8Array<ArrayBuffer>]));
    },
  });
  if (hasRoom) await cache.write(key, partsOf(dealt));
  return split(dealt, volumes, cache, key);
}

/** One page stands for all where few are enough. @throws LostPatches where it cannot be read */
async function split(
  { leftOut, heldOut, ...deal }: Dealt,
  volumes: readonly Blob[],
  cache: PatchCache,
  key: CacheKey,
): Promise<SplitPatches> {
  const pages = new StoredPages(deal, volumes, () => cache.drop(key));
  const { size } = deal;
  const [first = { labels: new Int32Array(), photos: new Int32Array() }] = deal.pages;
  const training = { size, ...first, pixels: await pages.read(0) };
  return { training, pages, heldOut, leftOut };
}

const bytesOf = (numbers: Int32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

const partsOf = ({ pages, counts, heldOut, leftOut }: Dealt): Uint8Array[] => [
  new TextEncoder().encode(JSON.stringify({ counts, leftOut })),
  ...[...pages, heldOut].flatMap(({ labels, photos }) => [bytesOf(labels), bytesOf(photos)]),
  heldOut.pixels,
];

/** @param parts as of `partsOf`, each with a buffer of its own */
function fromParts(parts: readonly Uint8Array<ArrayBuffer>[], size: number): Dealt {
  const [said = new Uint8Array(), ...rest] = parts;
  const known = JSON.parse(new TextDecoder().decode(said)) as Pick<Dealt, "counts" | "leftOut">;
  const pixels = rest.pop() ?? new Uint8Array();
  const numbers = rest.map(({ buffer }) => new Int32Array(buffer));
  const labelled: PageLabels[] = numbers.flatMap((labels, at) =>
    at % 2 === 0 ? [{ labels, photos: numbers[at + 1] ?? labels }] : [],
  );
  const heldOut: PatchBytes = { size, pixels, ...(labelled.pop() as PageLabels) };
  const deal: Deal = { size, pages: labelled, counts: known.counts };
  return { ...deal, heldOut, leftOut: known.leftOut };
}
