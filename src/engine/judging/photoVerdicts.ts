/** A classifier's verdicts on patches, and on whole photos: the mean of its probabilities over a photo's patches. */
import * as tf from "@tensorflow/tfjs";
import { type Breathe, finish, type Pieces } from "../../lib/pieces.ts";
import type { Evaluation } from "../../protocol/measuring.ts";
import { inRuns, plainBatch } from "../dataset/batches.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import { judging } from "../inference/forward.ts";
import type { Inference } from "../inference/inference.ts";
import { batchFor, filledUp, largestBatch } from "../inference/numbers.ts";
import { argMax } from "../losses/accuracy.ts";
import type { Classifying } from "../models/model.ts";
import { toGrey } from "../ops/pixels.ts";
import { takeData } from "../ops/takeData.ts";

/** Patches judged at once; bounds the memory. */
export const patchesAtOnce = 64;

/**
 * @param patches every photo's patches; `photos` indexes 0…photoCount−1
 * @param grey    removes colour first
 * @returns       one row of probabilities a photo; empty for a photo without a patch
 */
export async function evaluate(
  model: Classifying,
  patches: PatchSet,
  photoCount: number,
  grey = false,
  breathe?: Breathe,
): Promise<Evaluation> {
  const rows = await finish(judgePieces(model, patches, grey), breathe);
  const right = rows.filter((row, patch) => argMax(row) === patches.labels[patch]).length;
  return {
    photos: photoMeans(rows, patches, photoCount),
    patchAccuracy: right / patches.count,
    patches: patches.count,
  };
}

/** Probabilities of each patch by class, one row a patch. @param grey removes colour first */
export async function* judgePieces(
  model: Classifying,
  patches: PatchSet,
  grey = false,
): Pieces<number[][]> {
  const rows: number[][] = [];
  for (const run of inRuns(patches.count, patchesAtOnce)) {
    rows.push(...(await probabilities(model, patches, run, grey)));
    yield;
  }
  return rows;
}

/** As `judgePieces`, by a run's programs: no weights are settled for it. */
export async function* judgePiecesBy(
  inference: Pick<Inference, "use">,
  patches: PatchSet,
): Pieces<number[][]> {
  const { size } = patches;
  const rows: number[][] = [];
  for (const run of inRuns(patches.count, largestBatch)) {
    const batch = batchFor(run.length);
    const images = filledUp(await numbersOf(patches, run), batch, size ** 2 * 3);
    const forward = judging(batch, size, size);
    const { probabilities: shares } = await inference.use((compute) =>
      compute(forward, { images }),
    );
    const values = shares as Float32Array; // what `judging` gives
    const classes = values.length / batch;
    for (let at = 0; at < run.length; at++)
      rows.push([...values.subarray(at * classes, (at + 1) * classes)]);
    yield;
  }
  return rows;
}

/** Patches one after another, from the device: [count, size, size, 3] in [-1, 1]. */
async function numbersOf({ packed }: PatchSet, run: Int32Array): Promise<Float32Array> {
  const [first = 0] = run;
  const pixels = await takeData(tf.tidy(() => packed.slice([first, 0], [run.length, -1])));
  const numbers = new Float32Array(pixels.length * 3);
  for (const [at, pixel] of pixels.entries()) {
    numbers[3 * at] = (pixel & 255) / 127.5 - 1;
    numbers[3 * at + 1] = ((pixel >> 8) & 255) / 127.5 - 1;
    numbers[3 * at + 2] = ((pixel >> 16) & 255) / 127.5 - 1;
  }
  return numbers;
}

/** @returns the mean of the rows of each photo's patches; empty for a photo without a patch */
export function photoMeans(
  rows: readonly (readonly number[])[],
  { photos }: Pick<PatchSet, "photos">,
  photoCount: number,
): number[][] {
  const sums: number[][] = Array.from({ length: photoCount }, () => []);
  const counts = new Array<number>(photoCount).fill(0);
  for (const [patch, row] of rows.entries()) {
    const photo = photos[patch] as number; // one a patch
    const sum = sums[photo] as number[];
    row.forEach((value, label) => {
      sum[label] = (sum[label] ?? 0) + value;
    });
    counts[photo] = (counts[photo] ?? 0) + 1;
  }
  return sums.map((sum, photo) => sum.map((value) => value / (counts[photo] as number)));
}

/** Softmax of each patch; one read for the whole run. */
async function probabilities(
  model: Classifying,
  patches: PatchSet,
  run: Int32Array,
  grey: boolean,
): Promise<number[][]> {
  const softmax = tf.tidy(() => {
    const { images } = plainBatch(patches, run);
    return tf.softmax(model.logits(grey ? toGrey(images) : images));
  });
  const classes = softmax.shape[1];
  const values = await takeData(softmax);
  return [...run.keys()].map((i) => [...values.slice(i * classes, (i + 1) * classes)]);
}
