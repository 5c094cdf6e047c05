/** Softmax cross-entropy with label smoothing (Szegedy et al., 2016). */
import * as tf from "@tensorflow/tfjs";

/**
 * @param logits    [B, classes]
 * @param labels    [B] int32
 * @param smoothing 0…1: share of the target spread evenly over all classes
 * @returns         scalar, nats, averaged over the batch
 */
export function crossEntropy(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  smoothing: number | tf.Scalar,
): tf.Scalar {
  const classes = logits.shape[1];
  const target = tf
    .oneHot(labels, classes)
    .toFloat()
    .mul(tf.sub(1, smoothing))
    .add(tf.div(smoothing, classes));
  return tf.neg(tf.logSoftmax(logits).mul(target).sum(1).mean());
}
