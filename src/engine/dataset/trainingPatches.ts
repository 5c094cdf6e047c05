/** From a run's frozen data to patches in memory, held-out photos apart from the others. */
import { cutPatches } from "../../data/cutPatches.ts";
import { UnreadableImage } from "../../data/errors.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { placesRng } from "../../lib/patchPlaces.ts";
import { mapPooled } from "../../lib/pool.ts";
import type { Photo, TrainingData } from "../../protocol/project.ts";
import type { Needs } from "../../protocol/spec.ts";
import { NotEnoughData } from "../errors.ts";
import type { PatchPages } from "./patchPages.ts";
import type { PatchBytes } from "./patchSet.ts";

export interface SplitPatches {
  /** All of them, or some that stand for those in pages. */
  readonly training: PatchBytes;
  /** Where training patches are too many to be at hand at once: all of them. */
  readonly pages?: PatchPages;
  /** May be empty. */
  readonly heldOut: PatchBytes;
  /** Ids of the photos that none of them are of. */
  readonly leftOut: readonly string[];
}

/** Photos read at the same time. */
export const readsAtOnce = 4;

/** Who waits for patches: told of each photo, and asked before each. */
export interface Cutting {
  /** Aborts where nobody wants them any more. */
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

/**
 * Reads and cuts every photo; one that cannot be read any more is left out.
 * @param leftOut ids of photos that were left out before, and are again, so that the patches are the same
 * @param cutting called off, it begins with no other photo
 * @throws NotEnoughData when what is left cannot train a model with these needs; NotServed, StorageFailed
 */
export async function splitPatches(
  data: TrainingData,
  needs: Needs,
  resolvePhoto: ResolvePhoto,
  leftOut: readonly string[] = [],
  cutting?: Cutting,
): Promise<SplitPatches> {
  const heldOut = new Set(data.heldOut);
  const entries = entriesOf(data);
  const left = new Set(leftOut);
  const read = async ({ photo }: Entry, index: number) => {
    cutting?.signal.throwIfAborted();
    return left.has(photo.id) ? null : patchesOf(photo, index, data, resolvePhoto);
  };
  let done = 0;
  const readFirst = async (entry: Entry, index: number) => {
    const patches = await read(entry, index);
    cutting?.progress(++done, entries.length);
    return patches;
  };
  const cut = await mapPooled(entries, readsAtOnce, readFirst);
  // What failed once more, alone: the machine may have been busy, or a decoder have died.
  for (const [index, entry] of entries.entries()) cut[index] ??= await read(entry, index);
  const collect = (isHeldOut: boolean): PatchBytes => {
    const chosen = entries.flatMap(({ photo, label }, index) =>
      heldOut.has(photo.id) === isHeldOut ? [{ label, index, pixels: cut[index] ?? none }] : [],
    );
    return joined(chosen, data.patches.size);
  };
  const training = collect(false);
  requireEnough(training, needs);
  const unread = entries.filter((_, index) => cut[index] === null).map(({ photo }) => photo.id);
  return { training, heldOut: collect(true), leftOut: unread };
}

export interface Entry {
  readonly photo: Photo;
  /** Class index. */
  readonly label: number;
}

/** All photos, in the order by whose indices their random crops are drawn. */
export const entriesOf = ({ classes }: TrainingData): Entry[] =>
  classes.flatMap(({ photos }, label) => photos.map((photo) => ({ photo, label })));

const none = new Uint8Array(0);

/** @throws NotEnoughData */
export function requireEnough({ labels }: Pick<PatchBytes, "labels">, needs: Needs): void {
  if (labels.length === 0) throw new NotEnoughData("No photo to train on");
  if (needs !== "images" && new Set(labels).size < 2) {
    throw new NotEnoughData("Two classes with photos are needed");
  }
}

/** [n, size, size, 3]; null where it cannot be read. */
export async function patchesOf(
  photo: Photo,
  index: number,
  { patches }: TrainingData,
  resolvePhoto: ResolvePhoto,
): Promise<Uint8Array | null> {
  try {
    const image = await resolvePhoto(photo.source, { shortSide: patches.shortSide });
    return cutPatches(image, patches, placesRng(patches.seed, index));
  } catch (error) {
    if (error instanceof UnreadableImage) return null;
    throw error;
  }
}

/** @param parts each of one photo, whose index it has */
export function joined(
  parts: readonly { label: number; index: number; pixels: Uint8Array }[],
  size: number,
): PatchBytes {
  const patchBytes = size * size * 3;
  const counts = parts.map(({ pixels }) => pixels.length / patchBytes);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const pixels = new Uint8Array(total * patchBytes);
  const labels = new Int32Array(total);
  const photos = new Int32Array(total);
  let next = 0;
  for (const [at, part] of parts.entries()) {
    const count = counts[at] as number; // one a part
    pixels.set(part.pixels, next * patchBytes);
    labels.fill(part.label, next, next + count);
    photos.fill(part.index, next, next + count);
    next += count;
  }
  return { size, pixels, labels, photos };
}
