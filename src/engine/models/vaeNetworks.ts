/** The VAE's two networks: 4 × 4 kernels at stride 2, so that every level halves or doubles the side. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { batchNorm, leakyRelu, seededConv, seededDense, seededUpConv } from "../layers/seeded.ts";

export interface VaeLayout {
  /** Side of a patch, px: a power of two, at least 16. */
  readonly size: number;
  /** Channels of the first convolution; deeper levels have twice as many. */
  readonly width: number;
  readonly latentDim: number;
}

/** Side of the decoder's first grid, px. */
const seedSide = 4;
/** Of the leaky ReLUs. */
const slope = 0.2;

/**
 * [B, size, size, 3] → zMean, zLogVar [B, latentDim]. Over the data zMean has mean 0 and variance 1
 * in each dimension (batch norm without scale and offset: Zhu et al., 2020, arXiv 2004.12585), so
 * that draws from the prior land where the decoder has learnt something.
 */
export function buildEncoder({ size, width, latentDim }: VaeLayout, rng: Rng): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3] });
  const levels = Math.log2(size / seedSide) - 1; // down to an 8 × 8 grid
  let hidden: tf.SymbolicTensor = input;
  for (let level = 0; level < levels; level++) {
    const filters = level === 0 ? width : 2 * width;
    const isNormed = level > 0;
    hidden = seededConv(rng, { filters, kernelSize: 4, strides: 2, useBias: !isNormed }, hidden);
    hidden = isNormed ? batchNorm(hidden, { slope }) : leakyRelu(hidden, slope);
  }
  const flat = tf.layers.flatten().apply(hidden) as tf.SymbolicTensor; // [B, 8 · 8 · channels]
  const zMean = batchNorm(seededDense(rng, { units: latentDim }, flat), { isAffine: false });
  const zLogVar = seededDense(rng, { units: latentDim }, flat);
  return tf.model({ inputs: input, outputs: [zMean, zLogVar] });
}

/** z [B, latentDim] → the pixels' means [B, size, size, 3] in [-1, 1] */
export function buildDecoder({ size, width, latentDim }: VaeLayout, rng: Rng): tf.LayersModel {
  const input = tf.input({ shape: [latentDim] });
  const levels = Math.log2(size / seedSide);
  const units = seedSide * seedSide * 2 * width;
  let hidden = leakyRelu(seededDense(rng, { units }, input), slope);
  hidden = tf.layers
    .reshape({ targetShape: [seedSide, seedSide, 2 * width] })
    .apply(hidden) as tf.SymbolicTensor;
  for (let level = 0; level < levels - 1; level++) {
    const filters = level < levels - 2 ? 2 * width : width;
    const config = { filters, kernelSize: 4, strides: 2, useBias: false };
    hidden = batchNorm(seededUpConv(rng, config, hidden), { slope });
  }
  const output = seededUpConv(
    rng,
    { filters: 3, kernelSize: 4, strides: 2, useBias: true, activation: "tanh" },
    hidden,
  );
  return tf.model({ inputs: input, outputs: output });
}
