/**
 * Normalisation in training with the leaky ReLU that follows it, as one operation with one gradient:
 * tfjs differentiates it through mean and variance in some fifty.
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

/** y, and the statistics (divided by n) that no gradient flows through. */
interface Normalized {
  readonly y: tf.Tensor;
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/**
 * [..., C] by the whole batch's statistics [C], for moving averages to follow (Ioffe & Szegedy, 2015).
 * Sync, inside `tf.tidy`.
 */
export const normalizeBatch = defineNorm("LoomBatchNorm", false);

/**
 * [B, H, W, C] by each image's own statistics [B, C] (Ulyanov, Vedaldi & Lempitsky, 2016). Sync, inside
 * `tf.tidy`.
 */
export const normalizeImages = defineNorm("LoomInstanceNorm", true);

function defineNorm(
  kernelName: string,
  isPerImage: boolean,
): (inputs: NormInputs, attrs: NormAttrs) => Normalized {
  /** Over which statistics are taken. */
  const axesOf = (x: tf.Tensor) => [...x.shape.keys()].slice(isPerImage ? 1 : 0, -1);
  /** Of the statistics, against x. */
  const spread = (x: tf.Tensor, statistics: tf.Tensor): tf.Tensor =>
    isPerImage
      ? statistics.reshape(x.shape.map((side, at) => (isInner(x, at) ? 1 : side)))
      : statistics;
  const isInner = (x: tf.Tensor, axis: number) => axis > 0 && axis < x.rank - 1;

  const forward = defineKernel<NormInputs, NormAttrs>(
    kernelName,
    ({ x, scale, offset }, { epsilon, slope }) => {
      const axes = axesOf(x);
      const mean = tf.mean(x, axes);
      const centred = tf.sub(x, spread(x, mean));
      const variance = tf.mean(tf.square(centred), axes);
      const factor = tf.mul(tf.rsqrt(tf.add(spread(x, variance), epsilon)), scale);
      const y = tf.add(tf.mul(centred, factor), offset);
      return [slope === 1 ? y : tf.leakyRelu(y, slope), mean, variance];
    },
  );

  const backward = defineKernel<GradientInputs, NormAttrs>(
    `${kernelName}Gradient`,
    ({ dy, x, mean, variance, scale, offset }, { epsilon, slope }) => {
      const axes = axesOf(x);
      const inverse = tf.rsqrt(tf.add(spread(x, variance), epsilon));
      const normal = tf.mul(tf.sub(x, spread(x, mean)), inverse); // x̂ [..., C]
      const y = tf.add(tf.mul(normal, scale), offset);
      const slopes = slope === 1 ? dy : tf.mul(dy, tf.step(y, slope));
      const total = tf.sum(slopes, axes);
      const along = tf.sum(tf.mul(slopes, normal), axes);
      const count = x.size / mean.size;
      const towards = tf.add(
        tf.mul(normal, spread(x, tf.div(along, count))),
        spread(x, tf.div(total, count)),
      );
      const dx = tf.mul(tf.sub(slopes, towards), tf.mul(inverse, scale));
      const perChannel = (sums: tf.Tensor) => (isPerImage ? tf.sum(sums, 0) : sums);
      return [dx, perChannel(along), perChannel(total)];
    },
  );

  tf.registerGradient({
    kernelName,
    inputsToSave: ["x", "scale", "offset"],
    outputsToSave: [false, true, true],
    gradFunc: (dys, saved, attrs) => {
      const [dy] = dys as [tf.Tensor]; // the statistics are not differentiated
      const [x, scale, offset, mean, variance] = saved as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      const inputs = { dy, x, mean, variance, scale, offset };
      const gradients = backward(inputs, attrs as unknown as NormAttrs);
      const [dx, dScale, dOffset] = gradients as [tf.Tensor, tf.Tensor, tf.Tensor];
      return { x: () => dx, scale: () => dScale, offset: () => dOffset };
    },
  });

  return (inputs, attrs) => {
    const [y, mean, variance] = forward(inputs, attrs) as [tf.Tensor, tf.Tensor, tf.Tensor];
    return { y, mean, variance };
  };
}
