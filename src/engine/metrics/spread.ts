/** How much pictures differ from each other: small where a model draws the same over and over. */
import type * as tf from "@tensorflow/tfjs";

/**
 * Standard deviation of every value over the pictures, averaged over all values. Sync, inside `tf.tidy`.
 * @param images [N, H, W, C], N at least 2
 * @returns      scalar, in the images' unit
 */
export function spreadOf(images: tf.Tensor4D): tf.Scalar {
  const count = images.shape[0];
  const squares = images.sub(images.mean(0, true)).square().sum(0);
  return squares
    .div(count - 1)
    .sqrt()
    .mean<tf.Scalar>();
}
