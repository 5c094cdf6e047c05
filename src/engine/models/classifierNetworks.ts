/** The classifier's two networks: four convolution blocks, and the layer that judges what they found. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { batchNorm, leakyRelu, seededConv, seededDense } from "../layers/seeded.ts";

/** Channels of the blocks, in units of the width. */
const widths = [1, 2, 4, 4] as const;

/** Of the leaky ReLUs. */
const slope = 0.1;

/** How much smaller the last grid is than the image, each way. */
export const backboneStride = 8;

/** Channels of each block. */
export function blockChannels(width: number): number[] {
  return widths.map((factor) => factor * width);
}

/**
 * Blocks of convolution, batch norm, leaky ReLU and max pooling; the first strides instead.
 * [B, H, W, 3] → one map a block: [B, H/2, W/2, w], [B, H/4, W/4, 2w], [B, H/8, W/8, 4w] twice.
 */
export function buildBackbone(width: number, rng: Rng): tf.LayersModel {
  const input = tf.input({ shape: [null, null, 3] });
  const outputs: tf.SymbolicTensor[] = [];
  let hidden: tf.SymbolicTensor = input;
  widths.forEach((factor, block) => {
    const isFirst = block === 0;
    const shape = { kernelSize: isFirst ? 5 : 3, strides: isFirst ? 2 : 1, useBias: false };
    hidden = seededConv(rng, { filters: factor * width, ...shape }, hidden);
    hidden = batchNorm(hidden, { slope });
    if (block === 1 || block === 2)
      hidden = tf.layers.maxPooling2d({ poolSize: 2 }).apply(hidden) as tf.SymbolicTensor;
    outputs.push(hidden);
  });
  return tf.model({ inputs: input, outputs });
}

/** Neurons between the pooled features and the verdict. */
export const hiddenUnits = 64;

/**
 * Pooled features [B, channels], a factor for each of them, and one for each hidden neuron
 * [B, `hiddenUnits`] (dropout, and the features' weights) → logits [B, classes]. The hidden layer lets
 * colour count where there is some, and structure where there is none.
 */
export function buildHead(channels: number, classes: number, rng: Rng): tf.LayersModel {
  const pooled = tf.input({ shape: [channels] });
  const kept = tf.input({ shape: [channels] });
  const keptHidden = tf.input({ shape: [hiddenUnits] });
  const multiply = (...factors: tf.SymbolicTensor[]) =>
    tf.layers.multiply().apply(factors) as tf.SymbolicTensor;
  const hidden = seededDense(rng, { units: hiddenUnits }, multiply(batchNorm(pooled), kept));
  const logits = seededDense(
    rng,
    { units: classes },
    multiply(leakyRelu(hidden, slope), keptHidden),
  );
  return tf.model({ inputs: [pooled, kept, keptHidden], outputs: logits });
}
