/** The dense autoencoder's two networks: three layers either side of the code, each half as wide as the last. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { leakyRelu, seededDense } from "../layers/seeded.ts";
import { normedCode } from "./normedCode.ts";

export interface DenseLayout {
  /** Side of a patch, px. */
  readonly size: number;
  /** An eighth of the first layer's units. */
  readonly width: number;
  readonly latentDim: number;
}

/** Units of the layers from image to code, as multiples of the width. */
const multiples = [8, 4, 2];
/** Of the leaky ReLUs. */
const slope = 0.2;

/** [B, size, size, 3] → code [B, latentDim] */
export function buildDenseEncoder(layout: DenseLayout, rng: Rng): tf.LayersModel {
  const { size, width, latentDim } = layout;
  const input = tf.input({ shape: [size, size, 3] });
  const flat = tf.layers.flatten().apply(input) as tf.SymbolicTensor;
  const hidden = denseStack(rng, width, multiples, flat);
  return tf.model({ inputs: input, outputs: normedCode(rng, latentDim, hidden) });
}

/** z [B, latentDim] → images [B, size, size, 3] in [-1, 1] */
export function buildDenseDecoder(layout: DenseLayout, rng: Rng): tf.LayersModel {
  const { size, width, latentDim } = layout;
  const input = tf.input({ shape: [latentDim] });
  const hidden = denseStack(rng, width, multiples.toReversed(), input);
  const flat = seededDense(rng, { units: size * size * 3, activation: "tanh" }, hidden);
  const output = tf.layers.reshape({ targetShape: [size, size, 3] }).apply(flat);
  return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
}

function denseStack(
  rng: Rng,
  width: number,
  layers: readonly number[],
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  return layers.reduce(
    (hidden, multiple) => leakyRelu(seededDense(rng, { units: multiple * width }, hidden), slope),
    input,
  );
}
