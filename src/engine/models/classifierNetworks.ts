/** The classifier's two networks: four convolution blocks, and the layer that judges what they found. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { gaborBank } from "../layers/gaborBank.ts";
import { batchNorm, fixedConv, leakyRelu, seededConv, seededDense } from "../layers/seeded.ts";

/** Channels of the blocks, in units of the width. */
const widths = [1, 2, 4, 4] as const;

/** Of the leaky ReLUs. */
const slope = 0.1;

/** Where the first block's filters come from. */
export const firstLayers = ["learnt", "gabor"] as const;
/** Side of a Gabor filter, px: room for a wave and a half. */
const gaborSide = 7;

/** How much smaller the last grid is than the image, each way. */
export const backboneStride = 8;

/** Channels of each block. */
export function blockChannels(width: number): number[] {
  return widths.map((factor) => factor * width);
}

/**
 * Blocks of convolution, batch norm, leaky ReLU and max pooling; the first strides instead, and its
 * filters may be Gabor's, which are not learnt.
 * [B, H, W, 3] → one map a block: [B, H/2, W/2, w], [B, H/4, W/4, 2w], [B, H/8, W/8, 4w] twice.
 */
export function buildBackbone(
  width: number,
  firstLayer: (typeof firstLayers)[number],
  rng: Rng,
): tf.LayersModel {
  const input = tf.input({ shape: [null, null, 3] });
  const outputs: tf.SymbolicTensor[] = [];
  let hidden: tf.SymbolicTensor = input;
  blockChannels(width).forEach((filters, block) => {
    if (block > 0) {
      hidden = seededConv(rng, { filters, kernelSize: 3, strides: 1, useBias: false }, hidden);
    } else if (firstLayer === "learnt") {
      hidden = seededConv(rng, { filters, kernelSize: 5, strides: 2, useBias: false }, hidden);
    } else {
      const shape = { filters, kernelSize: gaborSide, strides: 2 };
      hidden = fixedConv(gaborBank(gaborSide, filters), shape, hidden);
    }
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
