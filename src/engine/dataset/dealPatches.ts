/**
 * Cuts more patches than memory holds: photo by photo, dealt out to pages that are each like the whole, and written
 * whenever there are enough of them. What goes where follows from the data alone, whatever photo fails.
 */
import { encodeSlot, headerBytes } from "../../data/checkpointSlot.ts";
import { countPatches } from "../../data/cutPatches.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { evenly } from "../../lib/evenly.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { mixSeed, Rng } from "../../lib/rng.ts";
import type { TrainingData } from "../../protocol/project.ts";
import { chunkNumber, type Deal } from "./patchPages.ts";
import type { PatchBytes } from "./patchSet.ts";
import {
  type Cutting,
  type Entry,
  entriesOf,
  joined,
  patchesOf,
  readsAtOnce,
} from "./trainingPatches.ts";

export interface Dealt extends Deal {
  /** At most as many as in a page, evenly chosen. */
  readonly heldOut: PatchBytes;
  /** Ids of the photos that none of them are of. */
  readonly leftOut: readonly string[];
}

export interface Dealing {
  readonly data: TrainingData;
  readonly resolvePhoto: ResolvePhoto;
  /** Ids of photos that were left out before, and are again. */
  readonly leftOut: readonly string[];
  /** Patches in a page at most. */
  readonly perPage: number;
  /** Patches in a volume at most. */
  readonly perVolume: number;
  /** Takes the next volume. */
  readonly keep: (bytes: Uint8Array) => Promise<void>;
  readonly cutting?: Cutting | undefined;
}

/** @throws NotServed, StorageFailed; the signal's reason */
export async function dealPatches(dealing: Dealing): Promise<Dealt> {
  const { data, perPage } = dealing;
  const entries = entriesOf(data);
  const heldOut = new Set(data.heldOut);
  const isHeldOut = ({ photo }: Entry) => heldOut.has(photo.id);
  const countOf = ({ photo: { width, height } }: Entry) =>
    countPatches(width, height, data.patches);
  const counts = data.classes.map((_, label) =>
    sum(entries.filter((entry) => entry.label === label && !isHeldOut(entry)).map(countOf)),
  );
  const dealer = new Dealer(dealing, pagesFor(counts, perPage), counts);
  const unseen = sum(entries.filter(isHeldOut).map(countOf));
  const chosen: { label: number; index: number; pixels: Uint8Array }[] = [];
  const leftOut: string[] = [];
  let before = 0;
  for await (const { entry, index, pixels } of cutInOrder(entries, dealing)) {
    const { photo, label } = entry;
    if (!pixels) leftOut.push(photo.id);
    if (isHeldOut(entry)) {
      const upTo = (count: number) => Math.floor((count * Math.min(perPage, unseen)) / unseen);
      const share = upTo(before + countOf(entry)) - upTo(before);
      before += countOf(entry);
      if (pixels) chosen.push({ label, index, pixels: some(pixels, share, data.patches.size) });
    } else if (pixels) await dealer.deal(pixels, label, index);
  }
  const heldOutPatches = joined(chosen, data.patches.size);
  return { ...(await dealer.end()), heldOut: heldOutPatches, leftOut };
}

/** How many patches a project's training photos give, without reading any. */
export function trainingCount(data: TrainingData): number {
  const heldOut = new Set(data.heldOut);
  const training = entriesOf(data).filter(({ photo }) => !heldOut.has(photo.id));
  return sum(training.map(({ photo }) => countPatches(photo.width, photo.height, data.patches)));
}

/** So that none has more patches than it may, though each class is in all of them. */
function pagesFor(counts: readonly number[], perPage: number): number {
  const most = Math.max(perPage, 2 * counts.length); // two of each class fit into any
  const largest = (pages: number) =>
    sum(counts.map((count) => Math.ceil((count * copiesFor(count, pages)) / pages)));
  let pages = Math.max(1, Math.ceil(sum(counts) / most));
  while (largest(pages) > most) pages++;
  return pages;
}

/** A class with fewer patches than there are pages is dealt more than once, so that no page lacks it. */
const copiesFor = (count: number, pages: number): number =>
  count === 0 ? 1 : Math.max(1, Math.ceil(pages / count));

interface CutPhoto {
  readonly entry: Entry;
  readonly index: number;
  /** Null where it cannot be read, or is left out. */
  readonly pixels: Uint8Array | null;
}

async function* cutInOrder(
  entries: readonly Entry[],
  { data, resolvePhoto, leftOut, cutting }: Dealing,
): AsyncGenerator<CutPhoto> {
  const left = new Set(leftOut);
  const read = async ({ photo }: Entry, index: number) => {
    cutting?.signal.throwIfAborted();
    return left.has(photo.id) ? null : patchesOf(photo, index, data, resolvePhoto);
  };
  for (let first = 0; first < entries.length; first += readsAtOnce) {
    const some = entries.slice(first, first + readsAtOnce);
    const cut = await Promise.all(some.map((entry, at) => read(entry, first + at)));
    for (const [at, entry] of some.entries()) {
      const index = first + at;
      const pixels = cut[at] ?? (await read(entry, index)); // what failed once more, alone
      cutting?.progress(index + 1, entries.length);
      yield { entry, index, pixels };
    }
  }
}

/** Of one photo's patches so many, evenly chosen. */
function some(pixels: Uint8Array, count: number, size: number): Uint8Array {
  const bytes = size ** 2 * 3;
  const chosen = evenly(pixels.length / bytes, count);
  const taken = new Uint8Array(chosen.length * bytes);
  for (const [to, at] of chosen.entries())
    taken.set(pixels.subarray(at * bytes, (at + 1) * bytes), to * bytes);
  return taken;
}

/** Keeps the order of pages apart from the places of crops. */
const dealSalt = 0xdea1;

class Dealer {
  readonly #dealing: Dealing;
  readonly #pages: readonly { readonly labels: number[]; readonly photos: number[] }[];
  readonly #copies: readonly number[];
  readonly #rounds: Round[];
  readonly #bytes: number;
  readonly #waiting: Uint8Array;
  /** The page of each patch that waits to be written. */
  #pageOf: number[] = [];
  readonly #counts: number[][] = [];

  constructor(dealing: Dealing, pages: number, counts: readonly number[]) {
    const { size, seed } = dealing.data.patches;
    this.#dealing = dealing;
    this.#pages = Array.from({ length: pages }, () => ({ labels: [], photos: [] }));
    this.#copies = counts.map((count) => copiesFor(count, pages));
    this.#rounds = counts.map((_, label) => new Round(pages, mixSeed(seed ^ dealSalt, label)));
    this.#bytes = size ** 2 * 3;
    this.#waiting = new Uint8Array(dealing.perVolume * this.#bytes);
  }

  async deal(pixels: Uint8Array, label: number, photo: number): Promise<void> {
    for (let at = 0; at < pixels.length; at += this.#bytes) {
      for (let copy = 0; copy < (this.#copies[label] as number); copy++) {
        const page = (this.#rounds[label] as Round).next();
        this.#waiting.set(pixels.subarray(at, at + this.#bytes), this.#pageOf.length * this.#bytes);
        this.#pageOf.push(page);
        this.#pages[page]?.labels.push(label);
        this.#pages[page]?.photos.push(photo);
        if (this.#pageOf.length === this.#dealing.perVolume) await this.#write();
      }
    }
  }

  async end(): Promise<Deal> {
    if (this.#pageOf.length > 0) await this.#write();
    return {
      size: this.#dealing.data.patches.size,
      pages: this.#pages.map(({ labels, photos }) => ({
        labels: Int32Array.from(labels),
        photos: Int32Array.from(photos),
      })),
      counts: this.#counts,
    };
  }

  async #write(): Promise<void> {
    const pages = this.#pages.length;
    const places = Array.from({ length: pages }, (): number[] => []);
    for (const [place, page] of this.#pageOf.entries()) places[page]?.push(place);
    const volume = new Uint8Array(this.#pageOf.length * this.#bytes + pages * headerBytes);
    let at = 0;
    for (const [page, own] of places.entries()) {
      const chunk = new Uint8Array(own.length * this.#bytes);
      for (const [to, place] of own.entries()) {
        const start = place * this.#bytes;
        chunk.set(this.#waiting.subarray(start, start + this.#bytes), to * this.#bytes);
      }
      const slot = encodeSlot(chunkNumber(this.#counts.length, page, pages), chunk);
      volume.set(slot, at);
      at += slot.length;
      await nextTask(); // checksums take a while
    }
    this.#counts.push(places.map(({ length }) => length));
    this.#pageOf = [];
    await this.#dealing.keep(volume);
  }
}

/** All pages in a random order, then all again in another, … */
class Round {
  readonly #pages: number;
  readonly #seed: number;
  #dealt = 0;
  #order: Uint32Array = new Uint32Array();

  constructor(pages: number, seed: number) {
    this.#pages = pages;
    this.#seed = seed;
  }

  next(): number {
    const at = this.#dealt % this.#pages;
    if (at === 0) {
      const round = this.#dealt / this.#pages;
      this.#order = new Rng(mixSeed(this.#seed, round)).permutation(this.#pages);
    }
    this.#dealt++;
    return this.#order[at] as number;
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
