/** How often, and where, a classifier is right. */
import type * as tf from "@tensorflow/tfjs";

/**
 * Share of rows whose largest logit is the label's. Sync, inside `tf.tidy`.
 * @param logits [B, classes]
 * @param labels [B] int32
 * @returns      scalar, 0…1
 */
export function accuracy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return logits.argMax(1).equal(labels).toFloat().mean();
}

/** Index of the largest value; the first of equals. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++)
    if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/** @returns counts [true class][judged class] */
export function confusionMatrix(
  labels: readonly number[],
  judged: readonly number[],
  classes: number,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((label, i) => {
    const row = counts[label] as number[];
    const column = judged[i] as number;
    row[column] = (row[column] ?? 0) + 1;
  });
  return counts;
}

/** Share of each class that was judged right, 0…1; NaN for a class without examples. */
export function perClassRecall(confusion: readonly (readonly number[])[]): number[] {
  return confusion.map((row, label) => (row[label] ?? 0) / row.reduce((sum, n) => sum + n, 0));
}
