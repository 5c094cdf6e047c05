/** A classifier's verdicts on whole photos: the mean of its probabilities over a photo's patches. */
import * as tf from "@tensorflow/tfjs";
import type { Evaluation } from "../protocol/engine.ts";
import { inRuns, plainBatch } from "./batches.ts";
import { argMax } from "./metrics/accuracy.ts";
import type { Classifying } from "./models/model.ts";
import type { PatchSet } from "./patchSet.ts";
import { toGrey } from "./pixels.ts";

/** Patches judged at once; bounds the memory. */
const patchesAtOnce = 64;

/**
 * @param patches every photo's patches; `photos` indexes 0…photoCount−1
 * @param grey    removes colour first
 * @returns       one row of probabilities a photo; all NaN for a photo without a patch
 */
export async function evaluate(
  model: Classifying,
  patches: PatchSet,
  photoCount: number,
  grey = false,
): Promise<Evaluation> {
  const sums: number[][] = Array.from({ length: photoCount }, () => []);
  const counts = new Array<number>(photoCount).fill(0);
  let right = 0;
  for (const run of inRuns(patches.count, patchesAtOnce)) {
    const rows = await probabilities(model, patches, run, grey);
    rows.forEach((row, i) => {
      const patch = run[i] as number;
      const photo = patches.photos[patch] as number;
      const sum = sums[photo] as number[];
      row.forEach((value, label) => {
        sum[label] = (sum[label] ?? 0) + value;
      });
      counts[photo] = (counts[photo] ?? 0) + 1;
      if (argMax(row) === patches.labels[patch]) right++;
    });
  }
  return {
    photos: sums.map((sum, photo) => sum.map((value) => value / (counts[photo] as number))),
    patchAccuracy: right / patches.count,
    patches: patches.count,
  };
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
  const values = await softmax.data();
  const classes = softmax.shape[1];
  softmax.dispose();
  return [...run.keys()].map((i) => [...values.slice(i * classes, (i + 1) * classes)]);
}
