/**
 * What convolutional encoders and decoders are built of: 4 × 4 kernels at stride 2, so that every level
 * halves or doubles the side.
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { batchNorm, leakyRelu, seededConv, seededDense, seededUpConv } from "../layers/seeded.ts";
import { normedCode } from "./normedCode.ts";

export interface CodecLayout {
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

/** [B, size, size, 3] → the features of an 8 × 8 grid [B, 8 · 8 · channels] */
export function convFeatures(
  rng: Rng,
  { size, width }: CodecLayout,
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  const levels = Math.log2(size / seedSide) - 1; // down to an 8 × 8 grid
  let hidden = input;
  for (let level = 0; level < levels; level++) {
    const filters = level === 0 ? width : 2 * width;
    const isNormed = level > 0;
    hidden = seededConv(rng, { filters, kernelSize: 4, strides: 2, useBias: !isNormed }, hidden);
    hidden = isNormed ? batchNorm(hidden, { slope }) : leakyRelu(hidden, slope);
  }
  return tf.layers.flatten().apply(hidden) as tf.SymbolicTensor;
}

/** [B, size, size, 3] → code [B, latentDim] */
export function buildConvEncoder(layout: CodecLayout, rng: Rng): tf.LayersModel {
  const input = tf.input({ shape: [layout.size, layout.size, 3] });
  const code = normedCode(rng, layout.latentDim, convFeatures(rng, layout, input));
  return tf.model({ inputs: input, outputs: code });
}

/** z [B, latentDim] → images [B, size, size, 3] in [-1, 1] */
export function buildConvDecoder(
  { size, width, latentDim }: CodecLayout,
  rng: Rng,
): tf.LayersModel {
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
