/**
 * Leaner gradients than tfjs 4.22's own, on every backend: batch normalisation without tiling its
 * statistics to the size of the image, sums and means without a ones-tensor filled in JavaScript and
 * uploaded at each step, and a leaky ReLU in two operations instead of three.
 */
import * as tf from "@tensorflow/tfjs";
import { leakyReluGradient, sigmoidGradient, tanhGradient } from "./activationGradients.ts";
import { registerResizeGradient } from "./resizeGradient.ts";

let registered = false;

/** Replaces the gradients; call once before the first training step. */
export function registerGradients(): void {
  if (registered) return;
  registered = true;
  registerResizeGradient();
  const stockBatchNorm = tf.getGradient("FusedBatchNorm");
  tf.registerGradient({
    kernelName: "FusedBatchNorm",
    inputsToSave: ["x", "mean", "variance", "scale"],
    gradFunc: (dy, saved, attrs) =>
      saved[1]?.rank === 1 && saved[3] !== undefined
        ? batchNormGradient(dy as tf.Tensor4D, saved, attrs as { varianceEpsilon: number })
        : stockBatchNorm.gradFunc(dy, saved, attrs),
  });
  tf.registerGradient({
    kernelName: "Mean",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attrs) => ({ x: () => spread(dy as tf.Tensor, saved, attrs, true) }),
  });
  tf.registerGradient({
    kernelName: "Sum",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attrs) => ({ x: () => spread(dy as tf.Tensor, saved, attrs, false) }),
  });
  registerActivationGradients();
}

/** From the result alone, in one kernel. */
function registerActivationGradients(): void {
  const fromResult = (
    kernelName: string,
    gradient: (dy: tf.Tensor, y: tf.Tensor, attrs: tf.NamedAttrMap) => tf.Tensor[],
  ) =>
    tf.registerGradient({
      kernelName,
      outputsToSave: [true],
      gradFunc: (dy, [y], attrs) => ({
        x: () => gradient(dy as tf.Tensor, y as tf.Tensor, attrs)[0] as tf.Tensor, // one output each
      }),
    });
  fromResult("LeakyRelu", (dy, y, { alpha }) =>
    leakyReluGradient({ dy, y }, { slope: alpha as number }),
  );
  fromResult("Tanh", (dy, y) => tanhGradient({ dy, y }, {}));
  fromResult("Sigmoid", (dy, y) => sigmoidGradient({ dy, y }, {}));
}

/** dy and x [B, H, W, C]; mean, variance, scale [C]. */
function batchNormGradient(
  dy: tf.Tensor4D,
  saved: tf.Tensor[],
  { varianceEpsilon }: { varianceEpsilon: number },
): Record<string, () => tf.Tensor> {
  const [x, mean, variance, scale] = saved as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
  const axes = [0, 1, 2];
  const inverse = tf.rsqrt(tf.add(variance, varianceEpsilon)); // [C]
  const slope = tf.mul(inverse, scale); // [C]
  const dySum = tf.sum(dy, axes); // [C]
  const dyCentred = tf.sum(tf.mul(dy, tf.sub(x, mean)), axes); // [C]
  return {
    x: () => tf.mul(dy, slope),
    mean: () => tf.neg(tf.mul(slope, dySum)),
    variance: () => tf.mul(tf.mul(tf.mul(slope, tf.square(inverse)), -0.5), dyCentred),
    scale: () => tf.mul(dyCentred, inverse),
    offset: () => dySum,
  };
}

/** Spreads dy back over the reduced axes of x; divided by their size for a mean. */
function spread(
  dy: tf.Tensor,
  saved: tf.Tensor[],
  attrs: tf.NamedAttrMap,
  isMean: boolean,
): tf.Tensor {
  const x = saved[0] as tf.Tensor; // inputsToSave names it
  const axes = tf.util.parseAxisParam(attrs.axis as number | number[], x.shape);
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const reduced = axes.reduce((product, axis) => product * (x.shape[axis] as number), 1);
  return tf.mul(tf.reshape(dy, shape), tf.fill(x.shape, isMean ? 1 / reduced : 1));
}
