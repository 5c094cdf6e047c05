/** What a convolution sees beyond an image's border. */
import * as tf from "@tensorflow/tfjs";

/** Nothing; the image mirrored at its border line; or its far side, as where it is laid as a tile. */
export const paddings = ["zeros", "reflect", "circular"] as const;
export type Padding = (typeof paddings)[number];

/** [B, H, W, C] → [B, H + 2 · margin, W + 2 · margin, C]; the margin must be smaller than either side. */
export function padImages(images: tf.Tensor4D, margin: number, padding: Padding): tf.Tensor4D {
  if (margin === 0) return images;
  if (padding === "zeros") {
    const around: [number, number] = [margin, margin];
    return tf.pad4d(images, [[0, 0], around, around, [0, 0]]);
  }
  return padAxis(padAxis(images, 1, margin, padding), 2, margin, padding);
}

/** Along one axis, of pieces of the image: gathers and mirrors of its own have no gradient everywhere. */
function padAxis(
  images: tf.Tensor4D,
  axis: 1 | 2,
  margin: number,
  padding: Exclude<Padding, "zeros">,
): tf.Tensor4D {
  const side = images.shape[axis];
  const piece = (start: number, length: number) => {
    const begin: [number, number, number, number] = [0, 0, 0, 0];
    const size = [...images.shape] as typeof begin;
    begin[axis] = start;
    size[axis] = length;
    return tf.slice4d(images, begin, size);
  };
  const lines = [...Array(margin).keys()];
  const [before, after] =
    padding === "circular"
      ? [[piece(side - margin, margin)], [piece(0, margin)]]
      : [lines.map((at) => piece(margin - at, 1)), lines.map((at) => piece(side - 2 - at, 1))];
  return tf.concat4d([...before, images, ...after], axis);
}
