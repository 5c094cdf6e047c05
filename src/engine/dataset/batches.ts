/**
 * Shuffled, augmented batches out of a resident patch set. Batch number `step` is a function of the
 * seed and `step` alone, so that a resumed run sees exactly what an unbroken one would have seen.
 */
import * as tf from "@tensorflow/tfjs";
import { type PatchColumn, patchColumns } from "../../graph/patchTable.ts";
import { mixSeed, Rng } from "../../lib/rng.ts";
import type { Needs } from "../../protocol/spec.ts";
import type { Batch } from "../models/model.ts";
import { patchBatch } from "../ops/patchBatch.ts";
import { type AugmentStrengths, drawVariation, unvaried, type Variation } from "./augment.ts";
import type { PatchSet } from "./patchSet.ts";

/**
 * `mixed`: any patches; `balanced`: every class equally often, however many patches it has; `twofold`:
 * `batchSize` patches of each of two classes, apart.
 */
export type Grouping = "mixed" | "balanced" | "twofold";

/** How batches for a model are put together. */
export function groupingFor(needs: Needs): Grouping {
  return ({ images: "mixed", labels: "balanced", twoDomains: "twofold" } as const)[needs];
}

export interface BatchSettings {
  readonly batchSize: number;
  readonly seed: number;
  readonly grouping: Grouping;
  readonly strengths: AugmentStrengths;
}

/** What a run's steps learn from, batch by batch. */
export interface StepBatches {
  /** Images in a batch, of both domains where it is twofold. */
  readonly images: number;
  readonly isTwofold: boolean;
  /** Resolves when batch `step` can be put together; left out where any can at any time. */
  readonly ready?: (step: number) => Promise<void>;
  /** What batch `step` (0, 1, …) is made from, on the host. */
  rowsAt(step: number): BatchRows;
  /** Batch `step`, augmented. Sync, inside `tf.tidy`. */
  at(step: number): Batch;
}

export class Batches implements StepBatches {
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
    const groups =
      settings.grouping !== "mixed"
        ? [...new Set(patches.labels)]
            .sort((a, b) => a - b)
            .map((label) => all.filter((index) => patches.labels[index] === label))
        : [all];
    this.#queues = groups.map(
      (items, group) => new ShuffledQueue(items, mixSeed(settings.seed, group)),
    );
  }

  get isTwofold(): boolean {
    return this.#settings.grouping === "twofold";
  }

  get images(): number {
    return this.#settings.batchSize * (this.isTwofold ? this.#queues.length : 1);
  }

  /** Patch indices of batch `step` (0, 1, …): [batchSize], twice as many of a twofold batch. */
  indicesAt(step: number): Int32Array {
    const { batchSize } = this.#settings;
    const first = step * batchSize;
    if (this.isTwofold)
      return Int32Array.from({ length: this.images }, (_, slot) =>
        (this.#queues[Math.floor(slot / batchSize)] as ShuffledQueue).at(
          first + (slot % batchSize),
        ),
      );
    return Int32Array.from({ length: this.#settings.batchSize }, (_, slot) => {
      const turn = first + slot;
      const queue = this.#queues[turn % this.#queues.length] as ShuffledQueue; // never empty
      return queue.at(Math.floor(turn / this.#queues.length));
    });
  }

  rowsAt(step: number): BatchRows {
    const indices = this.indicesAt(step);
    return rowsOf(indices, this.#patches, variations(this.#settings, this.#patches.size, step));
  }

  at(step: number): Batch {
    return batchOf(this.#patches, this.rowsAt(step), this.isTwofold);
  }
}

/** How the images of batch `step` are varied, one after the other. */
export function variations(
  { seed, strengths }: BatchSettings,
  size: number,
  step: number,
): () => Variation {
  const rng = new Rng(mixSeed(seed, -1 - step));
  return () => drawVariation(strengths, size, rng);
}

/** A batch on the host: what to show how, and what it is. */
export interface BatchRows {
  /** [B, columns], see `patchColumns` */
  readonly table: Float32Array;
  /** [B] class index */
  readonly labels: Int32Array;
}

/** The given patches as they are; of a twofold batch those of one domain first. Sync, inside `tf.tidy`. */
export function plainBatch(patches: PatchSet, indices: Int32Array, isTwofold = false): Batch {
  const rows = rowsOf(indices, patches, () => unvaried);
  return batchOf(patches, rows, isTwofold);
}

/** @param packed [N, size · size], of which the rows name N at most */
export function batchOf(
  { packed, size }: Pick<PatchSet, "packed" | "size">,
  { table, labels }: BatchRows,
  isTwofold: boolean,
): Batch {
  const rows = tf.tensor2d(table, [labels.length, patchColumns.length]);
  return batchFrom(patchBatch(packed, rows, size), tf.tensor1d(labels, "int32"), isTwofold);
}

/** A twofold batch has one domain in the first half of its images and the other in the second. */
export function batchFrom(images: tf.Tensor4D, labels: tf.Tensor1D, isTwofold: boolean): Batch {
  if (!isTwofold) return { images, labels };
  const [own, other] = tf.split(images, 2) as [tf.Tensor4D, tf.Tensor4D];
  return { images: own, otherDomain: other };
}

export function rowsOf(
  indices: Int32Array,
  patches: Pick<PatchSet, "labels">,
  vary: () => Variation,
): BatchRows {
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
