/** The DCGAN's two networks, as the article has them: 4 × 4 kernels at stride 2 throughout. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { batchNorm, leakyRelu, seededConv, seededDense, seededUpConv } from "../layers/seeded.ts";

export interface GanLayout {
  /** Side of an image, px: a multiple of 8. */
  readonly size: number;
  /** Channels next to the image; inside there are twice as many. */
  readonly width: number;
  readonly latentDim: number;
}

/** How much smaller the first grid is than the image, each way: three doublings. */
const scale = 8;
/** Of the leaky ReLUs. */
const slope = 0.2;
const kernel = { kernelSize: 4, strides: 2, useBias: true } as const;

/** z [B, latentDim] → images [B, size, size, 3] in [-1, 1] */
export function buildGenerator({ size, width, latentDim }: GanLayout, rng: Rng): tf.LayersModel {
  const input = tf.input({ shape: [latentDim] });
  const side = size / scale;
  const channels = 2 * width;
  let hidden = seededDense(rng, { units: side * side * channels }, input);
  hidden = tf.layers
    .reshape({ targetShape: [side, side, channels] })
    .apply(hidden) as tf.SymbolicTensor;
  hidden = batchNorm(hidden, { slope });
  for (const filters of [channels, width])
    hidden = batchNorm(seededUpConv(rng, { filters, ...kernel }, hidden), { slope });
  const output = seededUpConv(rng, { filters: 3, ...kernel, activation: "tanh" }, hidden);
  return tf.model({ inputs: input, outputs: output });
}

/**
 * Images [B, size, size, 3] and what dropout keeps of the last features [B, `keptFeatures`] → logits
 * [B, 1], above 0 for real.
 */
export function buildDiscriminator(layout: GanLayout, rng: Rng): tf.LayersModel {
  const { size, width } = layout;
  const input = tf.input({ shape: [size, size, 3] });
  const kept = tf.input({ shape: [keptFeatures(layout)] });
  let hidden = leakyRelu(seededConv(rng, { filters: width, ...kernel }, input), slope);
  for (const filters of [2 * width, 2 * width])
    hidden = batchNorm(seededConv(rng, { filters, ...kernel }, hidden), { slope });
  const flat = tf.layers.flatten().apply(hidden) as tf.SymbolicTensor;
  const dropped = tf.layers.multiply().apply([flat, kept]) as tf.SymbolicTensor;
  return tf.model({ inputs: [input, kept], outputs: seededDense(rng, { units: 1 }, dropped) });
}

/** Length of the discriminator's last feature vector. */
export function keptFeatures({ size, width }: GanLayout): number {
  return (size / scale) ** 2 * 2 * width;
}
