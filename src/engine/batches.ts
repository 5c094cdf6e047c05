/**
 * Shuffled, augmented batches out of a resident patch set. Batch number `step` is a function of the
 * seed and `step` alone, so that a resumed run sees exactly what an unbroken one would have seen.
 */
import * as tf from "@tensorflow/tfjs";
import { type PatchColumn, patchColumns } from "../graph/patchTable.ts";
import { Rng } from "../lib/rng.ts";
import { type AugmentStrengths, drawVariation, unvaried, type Variation } from "./augment.ts";
import type { Batch } from "./models/model.ts";
import { patchBatch } from "./ops/patchBatch.ts";
import type { PatchSet } from "./patchSet.ts";

export interface BatchSettings {
  readonly batchSize: number;
  readonly seed: number;
  /** Every class equally often, however many patches it has. */
  readonly isBalanced: boolean;
  readonly strengths: AugmentStrengths;
}

export class Batches {
  readonly #patches: PatchSet;
  readonly #settings: BatchSettings;
  /** Patch indices that share one shuffled queue: one per class, or one for all. */
  readonly #queues: readonly ShuffledQueue[];

  /** @throws Error when the set is empty */
  constructor(patches: PatchSet, settings: BatchSettings) {
    if (patches.count === 0) throw new Error("No patches to train on");
    this.#patches = patches;
    this.#settings = settings;
    const all = [...patches.labels.keys()];
    const groups = settings.isBalanced
      ? [...new Set(patches.labels)]
          .sort((a, b) => a - b)
          .map((label) => all.filter((index) => patches.labels[index] === label))
      : [all];
    this.#queues = groups.map(
      (items, group) => new ShuffledQueue(items, mixSeed(settings.seed, group)),
    );
  }

  /** Patch indices of batch `step` (0, 1, …): [batchSize]. */
  indicesAt(step: number): Int32Array {
    const first = step * this.#settings.batchSize;
    return Int32Array.from({ length: this.#settings.batchSize }, (_, slot) => {
      const turn = first + slot;
      const queue = this.#queues[turn % this.#queues.length] as ShuffledQueue; // never empty
      return queue.at(Math.floor(turn / this.#queues.length));
    });
  }

  /** What batch `step` (0, 1, …) is made from, on the host. */
  rowsAt(step: number): BatchRows {
    const { seed, strengths } = this.#settings;
    const rng = new Rng(mixSeed(seed, -1 - step));
    return rowsOf(this.#patches, this.indicesAt(step), () =>
      drawVariation(strengths, this.#patches.size, rng),
    );
  }

  /** Batch `step` (0, 1, …), augmented. Sync, inside `tf.tidy`. */
  at(step: number): Batch {
    return batchOf(this.#patches, this.rowsAt(step));
  }
}

/** A batch on the host: what to show how, and what it is. */
export interface BatchRows {
  /** [B, columns], see `patchColumns` */
  readonly table: Float32Array;
  /** [B] class index */
  readonly labels: Int32Array;
}

/** The given patches as they are. Sync, inside `tf.tidy`. */
export function plainBatch(patches: PatchSet, indices: Int32Array): Batch {
  return batchOf(
    patches,
    rowsOf(patches, indices, () => unvaried),
  );
}

function batchOf({ packed, size }: PatchSet, { table, labels }: BatchRows): Batch {
  const rows = tf.tensor2d(table, [labels.length, patchColumns.length]);
  return { images: patchBatch(packed, rows, size), labels: tf.tensor1d(labels, "int32") };
}

function rowsOf(patches: PatchSet, indices: Int32Array, vary: () => Variation): BatchRows {
  const table = new Float32Array(indices.length * patchColumns.length);
  const labels = new Int32Array(indices.length);
  for (const [slot, patch] of indices.entries()) {
    const row: Record<PatchColumn, number> = { patch, ...vary() };
    table.set(
      patchColumns.map((name) => row[name]),
      slot * patchColumns.length,
    );
    labels[slot] = patches.labels[patch] as number; // one a patch
  }
  return { table, labels };
}

/** Indices 0…count−1 in runs of at most `batchSize`, in order. */
export function* inRuns(count: number, batchSize: number): Generator<Int32Array> {
  for (let start = 0; start < count; start += batchSize)
    yield Int32Array.from({ length: Math.min(batchSize, count - start) }, (_, i) => start + i);
}

/** One seed out of two numbers, well mixed (multiply–xorshift, after MurmurHash3's finaliser). */
export function mixSeed(seed: number, salt: number): number {
  let mixed = Math.imul(seed ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** An endless sequence: all items in random order, then all again in another order, … */
class ShuffledQueue {
  readonly #items: readonly number[];
  readonly #seed: number;
  #epoch = -1;
  #order: Uint32Array = new Uint32Array();

  constructor(items: readonly number[], seed: number) {
    this.#items = items;
    this.#seed = seed;
  }

  at(position: number): number {
    const epoch = Math.floor(position / this.#items.length);
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#order = new Rng(mixSeed(this.#seed, epoch)).permutation(this.#items.length);
    }
    return this.#items[this.#order[position % this.#items.length] as number] as number;
  }
}
