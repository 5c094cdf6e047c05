/** What a discriminator's logits are worth to either side (Goodfellow et al., 2014). */
import * as tf from "@tensorflow/tfjs";

/** −log σ(logit), the cost of taking images for fakes that should count as real: scalar, nats, mean over the batch. */
export function costAsReal(logits: tf.Tensor): tf.Scalar {
  return tf.softplus(tf.neg(logits)).mean();
}

/** −log(1 − σ(logit)), the cost of taking images for real that should count as fakes: scalar, nats. */
export function costAsFake(logits: tf.Tensor): tf.Scalar {
  return tf.softplus(logits).mean();
}

/** How real the images look on average: scalar, 0…1. */
export function shareReal(logits: tf.Tensor): tf.Scalar {
  return tf.sigmoid(logits).mean();
}
