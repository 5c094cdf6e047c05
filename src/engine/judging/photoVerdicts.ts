/** A classifier's verdicts on patches, and on whole photos: the mean of its probabilities over a photo's patches. */
import { type Breathe, finish, type Pieces } from "../../lib/pieces.ts";
import type { Evaluation } from "../../protocol/measuring.ts";
import { inRuns } from "../dataset/batches.ts";
import { patchImages } from "../dataset/patchImages.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import { judging } from "../inference/forward.ts";
import type { Inference } from "../inference/inference.ts";
import { largestBatch, rowsOfImages } from "../inference/rows.ts";
import { argMax } from "../losses/accuracy.ts";
import { greyed, type Images } from "../pictures/images.ts";

/**
 * @param inference of a model that classifies
 * @param patches   every photo's patches; `photos` indexes 0…photoCount−1
 * @param grey      removes colour first
 * @returns         one row of probabilities a photo; empty for a photo without a patch
 */
export async function evaluate(
  inference: Pick<Inference, "use">,
  patches: PatchSet,
  photoCount: number,
  grey = false,
  breathe?: Breathe,
): Promise<Evaluation> {
  const rows = await finish(judgePieces(inference, patches, grey), breathe);
  const right = rows.filter((row, patch) => argMax(row) === patches.labels[patch]).length;
  return {
    photos: photoMeans(rows, patches, photoCount),
    patchAccuracy: right / patches.count,
    patches: patches.count,
  };
}

/** Probabilities of each patch by class, one row a patch. @param grey removes colour first */
export async function* judgePieces(
  inference: Pick<Inference, "use">,
  patches: PatchSet,
  grey = false,
): Pieces<number[][]> {
  const rows: number[][] = [];
  for (const run of inRuns(patches.count, largestBatch)) {
    const images = await patchImages(patches, run);
    rows.push(...(await verdictsOn(inference, grey ? greyed(images) : images)));
    yield;
  }
  return rows;
}

/** Probabilities by class, a row for each of at most `largestBatch`. */
export async function verdictsOn(
  inference: Pick<Inference, "use">,
  images: Images,
): Promise<number[][]> {
  const { count, side } = images;
  const values = await rowsOfImages(inference, (batch) => judging(batch, side, side), images);
  const classes = values.length / count;
  return Array.from({ length: count }, (_, at) => [
    ...values.subarray(at * classes, (at + 1) * classes),
  ]);
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
