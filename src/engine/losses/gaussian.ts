/** Terms of the evidence lower bound of a VAE with Gaussian posterior, prior and likelihood. */
import * as tf from "@tensorflow/tfjs";

/**
 * Negative log-likelihood of images under N(mean, σ²) a value, without its constant
 * D/2 · ln(2πσ²): squared error / 2σ², summed over an image's values, averaged over the batch.
 * @param images, means [B, H, W, C] in [-1, 1]
 * @param sigma         standard deviation of one value, > 0
 * @returns             scalar, nats per image
 */
export function gaussianReconstruction(
  images: tf.Tensor4D,
  means: tf.Tensor4D,
  sigma: number | tf.Scalar,
): tf.Scalar {
  const batch = images.shape[0];
  return tf
    .squaredDifference(images, means)
    .sum()
    .div<tf.Scalar>(tf.square(sigma).mul(2 * batch));
}

/**
 * KL(N(zMean, exp zLogVar) ‖ N(0, 1)) of every latent dimension, averaged over the batch
 * (Kingma & Welling, 2014, appendix B).
 * @param zMean, zLogVar [B, latentDim]
 * @returns              [latentDim], nats per image
 */
export function gaussianKl(zMean: tf.Tensor2D, zLogVar: tf.Tensor2D): tf.Tensor1D {
  return zMean.square().add(zLogVar.exp()).sub(zLogVar).sub(1).mul(0.5).mean<tf.Tensor1D>(0);
}

/** Nats of a dimension's divergence, beside those of its mean, above which it is in use. */
const activeNats = 0.01;

/**
 * How many latent dimensions carry something: those whose posterior is narrower than the prior. Only
 * the variance's share of the divergence tells, ½ (exp zLogVar − zLogVar − 1), which is 0 where the
 * posterior is as wide as the prior: the mean's share is ½ in every dimension where zMean is normed.
 * @param zLogVar [B, latentDim]
 * @returns       scalar, 0…latentDim
 */
export function activeUnits(zLogVar: tf.Tensor2D): tf.Scalar {
  const nats = zLogVar.exp().sub(zLogVar).sub(1).mul(0.5).mean(0); // [latentDim]
  return nats.greater(activeNats).toFloat().sum();
}
