/** Pictures with their pixels in another order: the colours stay, the texture is gone. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";

/**
 * Each image in a random order of its own. Sync, inside `tf.tidy`.
 * @param images [B, H, W, C]; B · H · W ≤ 2²⁴, so that indices are exact in float32
 */
export function shufflePixels(images: tf.Tensor4D, rng: Rng): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const pixels = height * width;
  const source = new Int32Array(batch * pixels);
  for (let image = 0; image < batch; image++) {
    const order = rng.permutation(pixels);
    source.set(
      order.map((pixel) => image * pixels + pixel),
      image * pixels,
    );
  }
  const rows = images.reshape([batch * pixels, channels]);
  return tf.gather(rows, tf.tensor1d(source, "int32")).reshape(images.shape);
}
