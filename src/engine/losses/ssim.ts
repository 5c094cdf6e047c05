/**
 * Structural similarity (Wang, Bovik, Sheikh & Simoncelli, "Image quality assessment: from error
 * visibility to structural similarity", IEEE Transactions on Image Processing 13, 2004).
 */
import * as tf from "@tensorflow/tfjs";

/** Side of a window, px, and the standard deviation of its Gaussian weights, as in the paper. */
const windowSide = 11;
const deviation = 1.5;
/** (K₁L)² and (K₂L)² of the paper for values of range L = 1: they keep flat windows finite. */
const luminanceFloor = 0.01 ** 2;
const contrastFloor = 0.03 ** 2;

/**
 * Mean SSIM over all windows that lie wholly inside, of every channel alone. Values are compared on a
 * scale from 0 to 1: around a mean of 0 the comparison of luminance says nothing.
 * @param images, others [B, H, W, C] in [-1, 1]; H, W ≥ `windowSide`
 * @returns              scalar in [-1, 1]; 1 for equal images alone
 */
export function ssim(images: tf.Tensor4D, others: tf.Tensor4D): tf.Scalar {
  const [x, y] = [asPlanes(images), asPlanes(others)];
  const maps = [x, y, tf.add(x.square(), y.square()), tf.mul(x, y)] as tf.Tensor3D[];
  const [meanX, meanY, power, product] = tf.split(windowMeans(tf.concat3d(maps, 0)), 4) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const meanPower = tf.add(meanX.square(), meanY.square());
  const meanProduct = tf.mul(meanX, meanY);
  const variances = tf.sub(power, meanPower);
  const covariance = tf.sub(product, meanProduct);
  return tf
    .mul(
      similarity(meanProduct, meanPower, luminanceFloor),
      similarity(covariance, variances, contrastFloor),
    )
    .mean();
}

/** (2ab + c) / (a² + b² + c): 1 where a = b. */
function similarity(product: tf.Tensor, squares: tf.Tensor, floor: number): tf.Tensor {
  return tf.div(product.mul(2).add(floor), squares.add(floor));
}

/** [B, H, W, C] in [-1, 1] → [B · C, H, W] in [0, 1] */
function asPlanes(images: tf.Tensor4D): tf.Tensor3D {
  const [batch, height, width, channels] = images.shape;
  const planes = tf.transpose(images, [0, 3, 1, 2]).reshape([batch * channels, height, width]);
  return planes.add(1).mul(0.5);
}

/** [N, H, W] → [N, H − 10, W − 10]: the Gaussian is separable, so that one axis follows the other. */
function windowMeans(planes: tf.Tensor3D): tf.Tensor3D {
  return alongHeight(alongHeight(planes));
}

/**
 * [N, H, W] → [N, W, H − 10], weighted means along the height. A product with a banded matrix: a
 * convolution with one channel would leave most of a kernel made for many idle.
 */
function alongHeight(planes: tf.Tensor3D): tf.Tensor3D {
  const [count, height, width] = planes.shape;
  const columns = tf.transpose(planes, [0, 2, 1]).reshape([count * width, height]) as tf.Tensor2D;
  const windows = windowMatrix(height);
  return tf.matMul(columns, windows).reshape([count, width, windows.shape[1]]);
}

/** [length, length − 10]: column j holds the weights of the window that starts at j. */
function windowMatrix(length: number): tf.Tensor2D {
  const weights = Array.from({ length: windowSide }, (_, i) =>
    Math.exp(-((i - (windowSide - 1) / 2) ** 2) / (2 * deviation ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight);
  const windows = length - windowSide + 1;
  const rows = Array.from({ length }, (_, row) =>
    Array.from({ length: windows }, (_, start) => (weights[row - start] ?? 0) / sum),
  );
  return tf.tensor2d(rows);
}
