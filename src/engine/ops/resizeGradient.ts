/**
 * The gradient of nearest-neighbour resizing, as two products with 0/1 matrices that say which input
 * row and column each output pixel was copied from. tfjs 4.22's own kernel gives wrong values on the
 * CPU for more than one image (it indexes dy by the stride of the smaller images) and ignores
 * `halfPixelCenters` everywhere.
 */
import * as tf from "@tensorflow/tfjs";

interface ResizeAttrs {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** Replaces the gradient on every backend. */
export function registerResizeGradient(): void {
  tf.registerGradient({
    kernelName: "ResizeNearestNeighbor",
    inputsToSave: ["images"],
    gradFunc: (dy, saved, attrs) => ({
      images: () =>
        resizeGradient(
          dy as tf.Tensor4D,
          (saved[0] as tf.Tensor4D).shape,
          attrs as unknown as ResizeAttrs,
        ),
    }),
  });
}

/** dy [B, H, W, C] → [B, h, w, C] */
function resizeGradient(
  dy: tf.Tensor4D,
  [batch, height, width, channels]: readonly [number, number, number, number],
  attrs: ResizeAttrs,
): tf.Tensor4D {
  const [, outHeight, outWidth] = dy.shape;
  const rows = selection(height, outHeight, attrs); // [1, h, H]
  const columns = selection(width, outWidth, attrs); // [1, w, W]
  const byRow = tf.matMul(rows, tf.reshape(dy, [batch, outHeight, outWidth * channels]));
  const lines = tf.reshape(byRow, [batch * height, outWidth, channels]); // [B·h, W, C]
  return tf.reshape(tf.matMul(columns, lines), [batch, height, width, channels]);
}

/** [1, from, to]: 1 where output index `to` copies input index `from`. */
function selection(from: number, to: number, attrs: ResizeAttrs): tf.Tensor3D {
  const scale = attrs.alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  const matrix = new Float32Array(from * to);
  for (let index = 0; index < to; index++) {
    const position = (attrs.halfPixelCenters ? index + 0.5 : index) * scale;
    const source = attrs.alignCorners ? Math.round(position) : Math.floor(position);
    matrix[Math.min(from - 1, source) * to + index] = 1;
  }
  return tf.tensor3d(matrix, [1, from, to]);
}
