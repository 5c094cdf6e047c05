/** The VAE on stock TensorFlow.js. */
import * as tf from "@tensorflow/tfjs";
import { gaussianKl, gaussianReconstruction } from "../../../../../src/engine/losses/gaussian.ts";
import type { StepCase } from "../../../cases.ts";
import type { Problem } from "../../problem.ts";
import {
  adam,
  conv,
  dense,
  flatten,
  leakyRelu,
  norm,
  plainNorm,
  reshape,
  type StockStep,
  upConv,
  withWeights,
} from "./stockStep.ts";

const latentDim = 32;
const slope = 0.2;
/** Side of the decoder's first grid, px. */
const seedSide = 4;
const logVarLimit = 10;
const kernel = { kernelSize: 4, strides: 2 } as const;

export function vaeStep(problem: Problem): StockStep {
  const { stepCase, weights, hparams } = problem;
  const encoder = withWeights(buildEncoder(stepCase), weights.encoder);
  const decoder = withWeights(buildDecoder(stepCase), weights.decoder);
  const optimizer = adam(problem, encoder, decoder);
  const [beta, sigma] = [Number(hparams.beta), Number(hparams.sigma)];
  return (inputs) => {
    const [images, noise] = [inputs.images, inputs.noise] as [tf.Tensor4D, tf.Tensor];
    const bound = () => {
      const [zMean, rawLogVar] = encoder.apply(images, { training: true }) as tf.Tensor2D[];
      const zLogVar = tf.clipByValue(rawLogVar as tf.Tensor2D, -logVarLimit, logVarLimit);
      const z = tf.add(tf.mul(tf.exp(tf.mul(zLogVar, 0.5)), noise), zMean as tf.Tensor2D);
      const means = decoder.apply(z, { training: true }) as tf.Tensor4D;
      const kl = gaussianKl(zMean as tf.Tensor2D, zLogVar).sum<tf.Scalar>();
      return gaussianReconstruction(images, means, sigma).add<tf.Scalar>(kl.mul(beta));
    };
    return { loss: optimizer.minimize(bound) };
  };
}

function buildEncoder({ size, width }: StepCase): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3] });
  let hidden = leakyRelu(conv(input, { ...kernel, filters: width, useBias: true }), slope);
  for (let side = size / 2; side > 2 * seedSide; side /= 2)
    hidden = norm(conv(hidden, { ...kernel, filters: 2 * width, useBias: false }), slope);
  const flat = flatten(hidden);
  const zMean = plainNorm(dense(flat, latentDim), false);
  return tf.model({ inputs: input, outputs: [zMean, dense(flat, latentDim)] });
}

function buildDecoder({ size, width }: StepCase): tf.LayersModel {
  const input = tf.input({ shape: [latentDim] });
  const channels = 2 * width;
  const seed = leakyRelu(dense(input, seedSide * seedSide * channels), slope);
  let hidden = reshape(seed, [seedSide, seedSide, channels]);
  for (let side = 2 * seedSide; side < size; side *= 2) {
    const filters = side === size / 2 ? width : channels;
    hidden = norm(upConv(hidden, { ...kernel, filters, useBias: false }), slope);
  }
  const outputs = upConv(hidden, { ...kernel, filters: 3, useBias: true, activation: "tanh" });
  return tf.model({ inputs: input, outputs });
}
