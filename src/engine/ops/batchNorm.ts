/**
 * Batch normalisation in training (Ioffe & Szegedy, 2015) with the leaky ReLU that follows it, as one
 * operation with one gradient: tfjs differentiates it through mean and variance in some fifty.
 */
import * as tf from "@tensorflow/tfjs";
import { defineKernel } from "./defineKernel.ts";

interface NormInputs {
  /** [..., C] */
  readonly x: tf.Tensor;
  /** [C] */
  readonly scale: tf.Tensor;
  /** [C] */
  readonly offset: tf.Tensor;
}

export interface NormAttrs {
  /** Added to the variance. */
  readonly epsilon: number;
  /** Of the leaky ReLU for negative values; 1 leaves all as they are. */
  readonly slope: number;
}

interface GradientInputs extends NormInputs {
  readonly dy: tf.Tensor;
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

const forward = defineKernel<NormInputs, NormAttrs>(
  "LoomBatchNorm",
  ({ x, scale, offset }, { epsilon, slope }) => {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const mean = tf.mean(x, axes); // [C]
    const centred = tf.sub(x, mean);
    const variance = tf.mean(tf.square(centred), axes); // [C]
    const factor = tf.mul(tf.rsqrt(tf.add(variance, epsilon)), scale);
    const y = tf.add(tf.mul(centred, factor), offset);
    return [slope === 1 ? y : tf.leakyRelu(y, slope), mean, variance];
  },
);

const backward = defineKernel<GradientInputs, NormAttrs>(
  "LoomBatchNormGradient",
  ({ dy, x, mean, variance, scale, offset }, { epsilon, slope }) => {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const inverse = tf.rsqrt(tf.add(variance, epsilon)); // [C]
    const normal = tf.mul(tf.sub(x, mean), inverse); // x̂ [..., C]
    const y = tf.add(tf.mul(normal, scale), offset);
    const slopes = slope === 1 ? dy : tf.mul(dy, tf.step(y, slope));
    const dOffset = tf.sum(slopes, axes);
    const dScale = tf.sum(tf.mul(slopes, normal), axes);
    const count = x.size / mean.size;
    const towards = tf.add(tf.mul(normal, tf.div(dScale, count)), tf.div(dOffset, count));
    const dx = tf.mul(tf.sub(slopes, towards), tf.mul(inverse, scale));
    return [dx, dScale, dOffset];
  },
);

tf.registerGradient({
  kernelName: "LoomBatchNorm",
  inputsToSave: ["x", "scale", "offset"],
  outputsToSave: [false, true, true],
  gradFunc: (dys, saved, attrs) => {
    const [dy] = dys as tf.Tensor[]; // the statistics are not differentiated
    const [x, scale, offset, mean, variance] = saved as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    const inputs = { dy: dy as tf.Tensor, x, mean, variance, scale, offset };
    const gradients = backward(inputs, attrs as unknown as NormAttrs);
    const [dx, dScale, dOffset] = gradients as [tf.Tensor, tf.Tensor, tf.Tensor];
    return { x: () => dx, scale: () => dScale, offset: () => dOffset };
  },
});

/**
 * Normalises over all axes but the last; sync, inside `tf.tidy`. The batch's mean and variance
 * (divided by n) are for the moving averages; no gradient flows through them.
 */
export function normalizeBatch(
  inputs: NormInputs,
  attrs: NormAttrs,
): { readonly y: tf.Tensor; readonly mean: tf.Tensor1D; readonly variance: tf.Tensor1D } {
  const [y, mean, variance] = forward(inputs, attrs);
  return { y: y as tf.Tensor, mean: mean as tf.Tensor1D, variance: variance as tf.Tensor1D };
}
