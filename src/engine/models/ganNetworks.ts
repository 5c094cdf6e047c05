/**
 * The DCGAN's two networks, as the article has them: 4 × 4 kernels at stride 2 throughout; and the
 * conditional GAN's, which are told a class besides.
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import {
  batchNorm,
  leakyRelu,
  seededConv,
  seededDense,
  seededUpConv,
  spectralConv,
  spectralDense,
} from "../layers/seeded.ts";

export interface GanLayout {
  /** Side of an image, px: a multiple of 8. */
  readonly size: number;
  /** Channels next to the image; inside there are twice as many. */
  readonly width: number;
  readonly latentDim: number;
  /** How many classes the networks are told apart; none where it is 0 or left out. */
  readonly classes?: number;
  /** The discriminator has kernels of spectral norm 1 in place of batch norm. */
  readonly isSpectral?: boolean;
}

/** How much smaller the first grid is than the image, each way: three doublings. */
const scale = 8;
/** Of the leaky ReLUs. */
const slope = 0.2;
const kernel = { kernelSize: 4, strides: 2, useBias: true } as const;

/**
 * z [B, latentDim] → images [B, size, size, 3] in [-1, 1]; with classes also how much of each
 * [B, classes], which joins z as an embedding of its length.
 */
export function buildGenerator(layout: GanLayout, rng: Rng): tf.LayersModel {
  const { size, width, latentDim } = layout;
  const input = tf.input({ shape: [latentDim] });
  const told = classInputs(layout);
  const side = size / scale;
  const channels = 2 * width;
  const code = joined([input, ...told.map((weights) => embedding(rng, latentDim, weights))]);
  let hidden = seededDense(rng, { units: side * side * channels }, code);
  hidden = tf.layers
    .reshape({ targetShape: [side, side, channels] })
    .apply(hidden) as tf.SymbolicTensor;
  hidden = batchNorm(hidden, { slope });
  for (const filters of [channels, width])
    hidden = batchNorm(seededUpConv(rng, { filters, ...kernel }, hidden), { slope });
  const output = seededUpConv(rng, { filters: 3, ...kernel, activation: "tanh" }, hidden);
  return tf.model({ inputs: [input, ...told], outputs: output });
}

/**
 * Images [B, size, size, 3] and what dropout keeps of the last features [B, `keptFeatures`] → logits
 * [B, 1], above 0 for real. With classes also which it should be [B, classes]: the features' product
 * with that class's own direction is added (Miyato & Koyama, 2018, arXiv 1802.05637).
 */
export function buildDiscriminator(layout: GanLayout, rng: Rng): tf.LayersModel {
  const { size, width } = layout;
  const input = tf.input({ shape: [size, size, 3] });
  const kept = tf.input({ shape: [keptFeatures(layout)] });
  const conv = layout.isSpectral ? spectralConv : seededConv;
  const normed = (x: tf.SymbolicTensor) =>
    layout.isSpectral ? leakyRelu(x, slope) : batchNorm(x, { slope });
  let hidden = leakyRelu(conv(rng, { filters: width, ...kernel }, input), slope);
  for (const filters of [2 * width, 2 * width])
    hidden = normed(conv(rng, { filters, ...kernel }, hidden));
  const flat = tf.layers.flatten().apply(hidden) as tf.SymbolicTensor;
  const dropped = tf.layers.multiply().apply([flat, kept]) as tf.SymbolicTensor;
  const told = classInputs(layout);
  const projections = told.map((weights) => {
    const direction = seededDense(rng, { units: keptFeatures(layout), useBias: false }, weights);
    return tf.layers.dot({ axes: 1 }).apply([dropped, direction]) as tf.SymbolicTensor;
  });
  const score = layout.isSpectral
    ? spectralDense(rng, 1, dropped)
    : seededDense(rng, { units: 1 }, dropped);
  const outputs = projections.reduce(
    (sum, projection) => tf.layers.add().apply([sum, projection]) as tf.SymbolicTensor,
    score,
  );
  return tf.model({ inputs: [input, kept, ...told], outputs });
}

/** Length of the discriminator's last feature vector. */
export function keptFeatures({ size, width }: GanLayout): number {
  return (size / scale) ** 2 * 2 * width;
}

function classInputs({ classes = 0 }: GanLayout): tf.SymbolicTensor[] {
  return classes > 0 ? [tf.input({ shape: [classes] })] : [];
}

/** As spread out as z, so that neither drowns the other: [B, classes] → [B, units]. */
function embedding(rng: Rng, units: number, weights: tf.SymbolicTensor): tf.SymbolicTensor {
  const kernelInitializer = tf.initializers.randomNormal({ stddev: 1, seed: rng.uint32() });
  const layer = tf.layers.dense({ units, useBias: false, kernelInitializer });
  return layer.apply(weights) as tf.SymbolicTensor;
}

function joined(parts: tf.SymbolicTensor[]): tf.SymbolicTensor {
  const [first] = parts as [tf.SymbolicTensor];
  return parts.length === 1 ? first : (tf.layers.concatenate().apply(parts) as tf.SymbolicTensor);
}
