/** Pixels on the device: from packed bytes to images, and from colour to grey. */
import * as tf from "@tensorflow/tfjs";

/** Packed pixels [B, H, W] (r + 256 g + 65536 b) → images [B, H, W, 3] in [-1, 1]. Sync, inside `tf.tidy`. */
export function unpackPixels(packed: tf.Tensor3D): tf.Tensor4D {
  const value = packed.toFloat().expandDims(3);
  const shifted = value.mul(tf.tensor1d([1, 1 / 256, 1 / 65536])).floor(); // [B, H, W, 3]
  const bytes = shifted.sub(
    shifted
      .mul(1 / 256)
      .floor()
      .mul(256),
  );
  return bytes.mul<tf.Tensor4D>(2 / 255).sub(1);
}

/** Luma (ITU-R BT.601) in all three channels. [B, H, W, 3] → [B, H, W, 3] */
export function toGrey(images: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width] = images.shape;
  const weights = tf.tensor2d(
    [0.299, 0.587, 0.114].flatMap((w) => [w, w, w]),
    [3, 3],
  );
  return tf.matMul(images.reshape([-1, 3]), weights).reshape([batch, height, width, 3]);
}
