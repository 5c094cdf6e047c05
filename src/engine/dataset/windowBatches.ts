/**
 * Batches out of pages that come and go. Time is cut into turns of so many steps; with each, the page that has been at
 * hand longest leaves and the next comes. A patch is due in one of the turns that its page stays, so that all come up
 * equally often, about once in a round of all pages. What batch `step` is follows from the seed and `step` alone.
 */
import * as tf from "@tensorflow/tfjs";
import { mixSeed, Rng } from "../../lib/rng.ts";
import { NotEnoughData } from "../errors.ts";
import type { Batch } from "../models/model.ts";
import {
  type BatchRows,
  type BatchSettings,
  batchOf,
  rowsOf,
  type StepBatches,
  variations,
} from "./batches.ts";
import { packPixels } from "./patchSet.ts";
import { type PatchWindow, pagesAtOnce } from "./patchWindow.ts";

/** Rows of the table name patches among these. */
export interface FedRows extends BatchRows {
  /** [B, size · size], packed */
  readonly patches: Int32Array;
}

/** Patches of one group in a page, in the order in which they come up. */
interface Queue {
  readonly page: number;
  /** Places in the page. */
  readonly places: Int32Array;
  readonly order: Uint32Array;
  /** Where in the order those begin that are due. */
  readonly due: number;
}

interface Turn {
  readonly number: number;
  /** Those of each group, by the pages at hand that have any. */
  readonly queues: readonly (readonly Queue[])[];
}

/** Keeps the order of pages apart from that in them. */
const pageSalt = 0x9a6e;

export class WindowBatches implements StepBatches {
  readonly #window: PatchWindow;
  readonly #settings: BatchSettings;
  /** [groups][pages] places of patches that share a queue: of a class, or of all. */
  readonly #groups: readonly (readonly Int32Array[])[];
  /** All pages, in the order in which they come. */
  readonly #pages: Uint32Array;
  /** Pages that batches are drawn from. */
  readonly #atHand: number;
  readonly #stepsATurn: number;
  #turn: Turn | null = null;

  /** @throws NotEnoughData where there are pages in a row without any patch of a group */
  constructor(window: PatchWindow, settings: BatchSettings) {
    this.#window = window;
    this.#settings = settings;
    const { pages } = window;
    this.#atHand = Math.min(pagesAtOnce - 1, pages.length);
    this.#pages = new Rng(mixSeed(settings.seed, pageSalt)).permutation(pages.length);
    const labels = new Set(pages.flatMap((page) => [...new Set(page.labels)]));
    const groups =
      settings.grouping === "mixed" ? [null] : [...labels].sort((one, other) => one - other);
    this.#groups = groups.map((group) =>
      pages.map((page) => placesOf(page.labels, (label) => group === null || label === group)),
    );
    this.#stepsATurn = this.#stepsForTurn();
    for (const turn of pages.keys()) this.#requireAll(turn);
  }

  get isTwofold(): boolean {
    return this.#settings.grouping === "twofold";
  }

  get images(): number {
    return this.#settings.batchSize * (this.isTwofold ? this.#groups.length : 1);
  }

  /** @throws as `PatchWindow.hold` */
  ready = (step: number): Promise<void> => {
    const turn = this.#turnOf(step);
    return this.#window.hold(this.#pagesIn(turn), this.#pageAt(turn + this.#atHand));
  };

  /** Those of the pages at hand. @throws Error where it is not ready */
  rowsAt(step: number): FedRows {
    const { size } = this.#window;
    const pixels = size ** 2;
    const patches = new Int32Array(this.images * pixels);
    const labels = new Int32Array(this.images);
    for (const [slot, { page, place }] of this.#drawn(step).entries()) {
      const start = place * pixels * 3;
      const patch = this.#window.pixels(page).subarray(start, start + pixels * 3);
      packPixels(patch, patches.subarray(slot * pixels, (slot + 1) * pixels));
      labels[slot] = this.#window.pages[page]?.labels[place] as number; // one a patch
    }
    const indices = Int32Array.from(labels.keys());
    const rows = rowsOf(indices, { labels }, variations(this.#settings, size, step));
    return { ...rows, patches };
  }

  at(step: number): Batch {
    const { size } = this.#window;
    const rows = this.rowsAt(step);
    const packed = tf.tensor2d(rows.patches, [this.images, size ** 2], "int32");
    return batchOf({ packed, size }, rows, this.isTwofold);
  }

  /** Where the patches of a batch lie. */
  #drawn(step: number): { readonly page: number; readonly place: number }[] {
    const number = this.#turnOf(step);
    if (this.#turn?.number !== number) this.#turn = { number, queues: this.#queuesIn(number) };
    const { queues } = this.#turn;
    const { batchSize } = this.#settings;
    const first = (step - number * this.#stepsATurn) * batchSize;
    return Array.from({ length: this.images }, (_, slot) => {
      if (this.isTwofold)
        return drawnFrom(queues[Math.floor(slot / batchSize)] ?? [], first + (slot % batchSize));
      const draw = first + slot;
      return drawnFrom(queues[draw % queues.length] ?? [], Math.floor(draw / queues.length));
    });
  }

  #queuesIn(turn: number): Queue[][] {
    const { seed } = this.#settings;
    return this.#groups.map((placesIn, group) =>
      this.#pagesIn(turn).flatMap((page, at) => {
        const places = placesIn[page] ?? none;
        if (places.length === 0) return [];
        const rng = new Rng(mixSeed(mixSeed(seed, turn + at), group)); // of this stay of the page
        const turnsHere = this.#atHand - 1 - at;
        const due = Math.floor((turnsHere * places.length) / this.#atHand);
        return [{ page, places, order: rng.permutation(places.length), due }];
      }),
    );
  }

  /** So many that all patches of the largest group come up that are due. */
  #stepsForTurn(): number {
    const largest = Math.max(...this.#groups.flat().map(({ length }) => length));
    const due = this.#atHand * Math.ceil(largest / this.#atHand);
    return Math.max(1, Math.ceil((due * this.#groups.length) / this.images));
  }

  #turnOf(step: number): number {
    return Math.floor(step / this.#stepsATurn);
  }

  #pagesIn(turn: number): number[] {
    return Array.from({ length: this.#atHand }, (_, at) => this.#pageAt(turn + at));
  }

  #pageAt(position: number): number {
    return this.#pages[position % this.#pages.length] as number;
  }

  #requireAll(turn: number): void {
    const isThere = (placesIn: readonly Int32Array[]) =>
      this.#pagesIn(turn).some((page) => (placesIn[page]?.length ?? 0) > 0);
    if (!this.#groups.every(isThere)) throw new NotEnoughData("Too few patches of a class");
  }
}

const none = new Int32Array();

function placesOf(labels: Int32Array, isMeant: (label: number) => boolean): Int32Array {
  return Int32Array.from([...labels.keys()].filter((at) => isMeant(labels[at] as number)));
}

/** From one page after the other. */
function drawnFrom(queues: readonly Queue[], draw: number) {
  const { page, places, order, due } = queues[draw % queues.length] as Queue; // there is one
  const turn = Math.floor(draw / queues.length);
  const place = places[order[(due + turn) % order.length] as number] as number; // within them
  return { page, place };
}
