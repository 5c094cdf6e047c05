/** What the steps on stock TensorFlow.js share: networks with given first weights, and Adam. */
import * as tf from "@tensorflow/tfjs";
import type { Problem } from "../../problem.ts";

/** One update; sync, inside `tf.tidy`. @returns losses, on the device */
export type StockStep = (inputs: Readonly<Record<string, tf.Tensor>>) => Record<string, tf.Scalar>;

/** Gives a network its first weights; those that are not trained start at 0 or 1 anyway. */
export function withWeights<T extends tf.LayersModel>(
  network: T,
  weights: Problem["weights"][string] = [],
): T {
  network.trainableWeights.forEach((weight, at) => {
    const given = weights[at];
    if (given?.data.length !== tf.util.sizeFromShape(weight.shape as number[]))
      throw new Error(`Weight ${at} of ${weights.length} does not fit [${weight.shape}]`);
    const value = tf.tensor(given.data, [...given.shape]);
    weight.write(value);
    value.dispose();
  });
  return network;
}

export interface Minimizer {
  /** One step of Adam on the networks' weights. @returns the loss before it */
  minimize(loss: () => tf.Scalar): tf.Scalar;
}

export function adam(problem: Problem, ...networks: tf.LayersModel[]): Minimizer {
  const variables = networks.flatMap(
    ({ trainableWeights }) => trainableWeights.map((weight) => weight.read() as tf.Variable), // tfjs keeps variables there
  );
  const optimizer = tf.train.adam(Number(problem.hparams.learningRate), problem.beta1);
  return {
    minimize: (loss) => optimizer.minimize(loss, true, variables) as tf.Scalar, // returnCost is true
  };
}

/** Of the moving averages, as our own layers have it. */
const momentum = 0.9;

/** Batch normalisation, then a leaky ReLU. */
export function norm(input: tf.SymbolicTensor, slope: number): tf.SymbolicTensor {
  return leakyRelu(plainNorm(input, true), slope);
}

/** Batch normalisation alone. Without scale and offset it throws in tfjs 4.22: those not learnt stay at 1 and 0. */
export function plainNorm(input: tf.SymbolicTensor, isLearnt: boolean): tf.SymbolicTensor {
  const layer = tf.layers.batchNormalization({ momentum });
  layer.trainable = isLearnt;
  return layer.apply(input) as tf.SymbolicTensor;
}

export function leakyRelu(input: tf.SymbolicTensor, slope: number): tf.SymbolicTensor {
  return tf.layers.leakyReLU({ alpha: slope }).apply(input) as tf.SymbolicTensor;
}

export interface ConvShape {
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly useBias: boolean;
}

export function conv(input: tf.SymbolicTensor, shape: ConvShape): tf.SymbolicTensor {
  return tf.layers.conv2d({ ...shape, padding: "same" }).apply(input) as tf.SymbolicTensor;
}

export function upConv(
  input: tf.SymbolicTensor,
  shape: ConvShape & { readonly activation?: "tanh" },
): tf.SymbolicTensor {
  return tf.layers.conv2dTranspose({ ...shape, padding: "same" }).apply(input) as tf.SymbolicTensor;
}

export function dense(input: tf.SymbolicTensor, units: number): tf.SymbolicTensor {
  return tf.layers.dense({ units }).apply(input) as tf.SymbolicTensor;
}

export function reshape(input: tf.SymbolicTensor, targetShape: number[]): tf.SymbolicTensor {
  return tf.layers.reshape({ targetShape }).apply(input) as tf.SymbolicTensor;
}

export function flatten(input: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.flatten().apply(input) as tf.SymbolicTensor;
}

/** Dropout by given factors, so that every engine drops the same. */
export function dropped(input: tf.SymbolicTensor, kept: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.multiply().apply([input, kept]) as tf.SymbolicTensor;
}
