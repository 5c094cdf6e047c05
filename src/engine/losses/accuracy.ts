/** How often a classifier is right. */
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
