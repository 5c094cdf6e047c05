/** What a discriminator's logits are worth to either side: scalars, means over the batch. */
import * as tf from "@tensorflow/tfjs";

export interface AdversarialLoss {
  /** To the discriminator, of real images. */
  readonly real: (logits: tf.Tensor) => tf.Scalar;
  /** To the discriminator, of fakes. */
  readonly fake: (logits: tf.Tensor) => tf.Scalar;
  /** To the generator, of its fakes. */
  readonly forged: (logits: tf.Tensor) => tf.Scalar;
  /** How real the images look on average, 0…1. */
  readonly verdict: (logits: tf.Tensor) => tf.Scalar;
}

export const adversarialLosses = {
  /** Cross-entropy, non-saturating (Goodfellow et al., 2014). Nats. */
  logistic: { real: costAsReal, fake: costAsFake, forged: costAsReal, verdict: probability },
  /** Nothing to gain beyond a margin of 1 (Lim & Ye, 2017; Miyato et al., 2018). */
  hinge: {
    real: (logits) => tf.relu(tf.sub(1, logits)).mean(),
    fake: (logits) => tf.relu(tf.add(1, logits)).mean(),
    forged: (logits) => tf.neg(logits).mean(),
    verdict: probability,
  },
  /** Squared distance from 1 for real and 0 for fake (Mao et al., 2017). */
  leastSquares: {
    real: distanceFromOne,
    fake: (scores) => tf.square(scores).mean(),
    forged: distanceFromOne,
    verdict: (scores) => scores.clipByValue(0, 1).mean(),
  },
} as const satisfies Record<string, AdversarialLoss>;

export const adversarialLossNames = Object.keys(
  adversarialLosses,
) as readonly (keyof typeof adversarialLosses)[];

function distanceFromOne(scores: tf.Tensor): tf.Scalar {
  return tf.squaredDifference(scores, 1).mean();
}

/** −log σ(logit), the cost of taking images for fakes that should count as real: scalar, nats, mean over the batch. */
export function costAsReal(logits: tf.Tensor): tf.Scalar {
  return tf.softplus(tf.neg(logits)).mean();
}

/** −log(1 − σ(logit)), the cost of taking images for real that should count as fakes: scalar, nats. */
export function costAsFake(logits: tf.Tensor): tf.Scalar {
  return tf.softplus(logits).mean();
}

/** Mean σ(logit). */
function probability(logits: tf.Tensor): tf.Scalar {
  return tf.sigmoid(logits).mean();
}
