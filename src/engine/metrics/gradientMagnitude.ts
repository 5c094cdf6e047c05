/** How much fine structure images have: flat or blurred pictures score low. */
import * as tf from "@tensorflow/tfjs";

/**
 * Mean length of the brightness gradient (forward differences) over all pixels and channels.
 * @param images [B, H, W, C]
 * @returns      scalar, in the images' units a pixel
 */
export function gradientMagnitude(images: tf.Tensor4D): tf.Scalar {
  const [batch, height, width, channels] = images.shape;
  const size: [number, number, number, number] = [batch, height - 1, width - 1, channels];
  const here = tf.slice4d(images, [0, 0, 0, 0], size);
  const right = tf.slice4d(images, [0, 0, 1, 0], size);
  const below = tf.slice4d(images, [0, 1, 0, 0], size);
  const squared = tf.squaredDifference(here, right).add(tf.squaredDifference(here, below));
  return squared.sqrt().mean();
}
