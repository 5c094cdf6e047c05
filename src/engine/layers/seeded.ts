/** Layers whose first weights come from our `Rng`: He-normal (He et al., 2015) unless told otherwise. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { BatchNorm, type BatchNormConfig } from "./batchNorm.ts";
import { InstanceNorm } from "./instanceNorm.ts";
import type { Padding } from "./padding.ts";
import { PlainConv } from "./plainConv.ts";
import { SpectralConv } from "./spectralConv.ts";

export interface ConvConfig {
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly useBias: boolean;
  readonly activation?: "tanh";
}

/** A convolution that may see something else than zeros beyond the border. */
export interface PaddedConvConfig extends Omit<ConvConfig, "activation"> {
  readonly padding?: Padding;
}

export interface DenseConfig {
  readonly units: number;
  readonly useBias?: boolean;
  readonly activation?: "tanh";
}

/** "same"-padded convolution. */
export function seededConv(
  rng: Rng,
  config: PaddedConvConfig,
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  const kernelInitializer = tf.initializers.heNormal({ seed: rng.uint32() });
  return new PlainConv({ ...config, kernelInitializer }).apply(input) as tf.SymbolicTensor;
}

/** "same"-padded convolution with a kernel of spectral norm 1. */
export function spectralConv(
  rng: Rng,
  config: Omit<PaddedConvConfig, "padding">,
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  const kernelInitializer = tf.initializers.heNormal({ seed: rng.uint32() });
  return new SpectralConv({ ...config, kernelInitializer }).apply(input) as tf.SymbolicTensor;
}

/** Dense layer with a kernel of spectral norm 1: [B, C] → [B, units]. */
export function spectralDense(
  rng: Rng,
  units: number,
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  const channels = input.shape.at(-1) as number;
  const place = tf.layers.reshape({ targetShape: [1, 1, channels] }).apply(input);
  const config = { filters: units, kernelSize: 1, strides: 1, useBias: true };
  const output = spectralConv(rng, config, place as tf.SymbolicTensor);
  return tf.layers.flatten().apply(output) as tf.SymbolicTensor;
}

/** "same"-padded convolution that does not learn. @param kernel [kernelSize, kernelSize, channels, filters] */
export function fixedConv(
  kernel: Float32Array,
  config: Omit<PaddedConvConfig, "useBias">,
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  const kernelInitializer = tf.initializers.zeros();
  const layer = new PlainConv({ ...config, useBias: false, kernelInitializer });
  const output = layer.apply(input) as tf.SymbolicTensor;
  const { kernelSize, filters } = config;
  tf.tidy(() =>
    layer.setWeights([
      tf.tensor4d(kernel, [kernelSize, kernelSize, input.shape.at(-1) as number, filters]),
    ]),
  );
  layer.trainable = false;
  return output;
}

/** "same"-padded transposed convolution; `strides` times as many pixels come out. */
export function seededUpConv(
  rng: Rng,
  config: ConvConfig,
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: rng.uint32() });
  const layer = tf.layers.conv2dTranspose({ ...config, padding: "same", kernelInitializer });
  return layer.apply(input) as tf.SymbolicTensor;
}

export function seededDense(
  rng: Rng,
  config: DenseConfig,
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: rng.uint32() });
  return tf.layers.dense({ ...config, kernelInitializer }).apply(input) as tf.SymbolicTensor;
}

/** Batch normalisation (Ioffe & Szegedy, 2015), then a leaky ReLU unless its slope is 1. */
export function batchNorm(
  input: tf.SymbolicTensor,
  { slope = 1, isAffine = true }: Partial<BatchNormConfig> = {},
): tf.SymbolicTensor {
  return new BatchNorm({ slope, isAffine }).apply(input) as tf.SymbolicTensor;
}

/** Instance normalisation (Ulyanov et al., 2016), then a leaky ReLU unless its slope is 1. */
export function instanceNorm(input: tf.SymbolicTensor, slope: number): tf.SymbolicTensor {
  return new InstanceNorm({ slope }).apply(input) as tf.SymbolicTensor;
}

export function leakyRelu(input: tf.SymbolicTensor, slope: number): tf.SymbolicTensor {
  return tf.layers.leakyReLU({ alpha: slope }).apply(input) as tf.SymbolicTensor;
}
