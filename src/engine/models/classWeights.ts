/** What a conditional model is told: how much of each class, [B, classes], rows that sum to 1. */
import * as tf from "@tensorflow/tfjs";

/** labels [B] int32 → [B, classes]; at least two classes. */
export function oneHotClasses(labels: tf.Tensor1D, classes: number): tf.Tensor2D {
  return tf.oneHot(labels, classes).toFloat() as tf.Tensor2D;
}

/** One class after the other, again and again: [count, classes]. */
export function turnsOf(count: number, classes: number): tf.Tensor2D {
  const labels = Int32Array.from({ length: count }, (_, at) => at % classes);
  return oneHotClasses(tf.tensor1d(labels, "int32"), classes);
}
