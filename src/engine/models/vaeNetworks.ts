/** The VAE's encoder; its decoder is the convolutional one, and gives the pixels' means. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { seededDense } from "../layers/seeded.ts";
import { type CodecLayout, convFeatures } from "./convNetworks.ts";
import { normedCode } from "./normedCode.ts";

/** [B, size, size, 3] → zMean, normed over the data, and zLogVar [B, latentDim] */
export function buildVaeEncoder(layout: CodecLayout, rng: Rng): tf.LayersModel {
  const { size, latentDim } = layout;
  const input = tf.input({ shape: [size, size, 3] });
  const features = convFeatures(rng, layout, input);
  const zMean = normedCode(rng, latentDim, features);
  const zLogVar = seededDense(rng, { units: latentDim }, features);
  return tf.model({ inputs: input, outputs: [zMean, zLogVar] });
}
