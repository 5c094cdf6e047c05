/** The DCGAN and its discriminator alone, on stock TensorFlow.js. */
import * as tf from "@tensorflow/tfjs";
import { costAsFake, costAsReal } from "../../../../../src/engine/losses/adversarial.ts";
import type { StepCase } from "../../../cases.ts";
import type { Problem } from "../../problem.ts";
import {
  adam,
  conv,
  dense,
  dropped,
  flatten,
  leakyRelu,
  norm,
  reshape,
  type StockStep,
  upConv,
  withWeights,
} from "./stockStep.ts";

const latentDim = 100;
const slope = 0.2;
const kernel = { kernelSize: 4, strides: 2, useBias: true } as const;

export function ganStep(problem: Problem): StockStep {
  const { stepCase, weights } = problem;
  const generator = withWeights(buildGenerator(stepCase), weights.generator);
  const score = scorer(problem);
  const dAdam = adam(problem, score.network);
  const gAdam = adam(problem, generator);
  const generate = (z: tf.Tensor) => generator.apply(z, { training: true }) as tf.Tensor;
  return ({ images, z, keptReal, keptFake, zAgain, keptForged }) => {
    const fakes = generate(z as tf.Tensor);
    const dLoss = dAdam.minimize(() =>
      costAsReal(score(images, keptReal)).add(costAsFake(score(fakes, keptFake))),
    );
    const gLoss = gAdam.minimize(() =>
      costAsReal(score(generate(zAgain as tf.Tensor), keptForged)),
    );
    return { dLoss, gLoss };
  };
}

export function discriminatorStep(problem: Problem): StockStep {
  const score = scorer(problem);
  const optimizer = adam(problem, score.network);
  return ({ images, fakes, keptReal, keptFake }) => ({
    loss: optimizer.minimize(() =>
      costAsReal(score(images, keptReal)).add(costAsFake(score(fakes, keptFake))),
    ),
  });
}

/** The discriminator's logits [B, 1], with the network at hand. */
function scorer({ stepCase, weights }: Problem) {
  const network = withWeights(buildDiscriminator(stepCase), weights.discriminator);
  const score = (images: tf.Tensor | undefined, kept: tf.Tensor | undefined) =>
    network.apply([images, kept] as tf.Tensor[], { training: true }) as tf.Tensor; // inputs of the case
  return Object.assign(score, { network });
}

function buildGenerator({ size, width }: StepCase): tf.LayersModel {
  const input = tf.input({ shape: [latentDim] });
  const [side, channels] = [size / 8, 2 * width];
  const seed = reshape(dense(input, side * side * channels), [side, side, channels]);
  let hidden = norm(seed, slope);
  for (const filters of [channels, width])
    hidden = norm(upConv(hidden, { ...kernel, filters }), slope);
  const outputs = upConv(hidden, { ...kernel, filters: 3, activation: "tanh" });
  return tf.model({ inputs: input, outputs });
}

function buildDiscriminator({ size, width }: StepCase): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3] });
  const kept = tf.input({ shape: [(size / 8) ** 2 * 2 * width] });
  let hidden = leakyRelu(conv(input, { ...kernel, filters: width }), slope);
  for (const filters of [2 * width, 2 * width])
    hidden = norm(conv(hidden, { ...kernel, filters }), slope);
  return tf.model({ inputs: [input, kept], outputs: dense(dropped(flatten(hidden), kept), 1) });
}
