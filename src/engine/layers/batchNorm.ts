/**
 * Batch normalisation with the leaky ReLU after it, as one layer: in training by the batch's own
 * statistics, which its moving averages follow; otherwise by the averages.
 */
import * as tf from "@tensorflow/tfjs";
import { moveAverage } from "../ops/movingAverage.ts";
import { normalizeBatch } from "../ops/normalize.ts";

export interface BatchNormConfig {
  /** Of the leaky ReLU for negative values; 1 for none. */
  readonly slope: number;
  /** Whether scale and offset are learnt; else they stay 1 and 0. */
  readonly isAffine: boolean;
}

/** How much of the moving averages a step keeps: right after tens of steps. */
const momentum = 0.9;
const epsilon = 1e-3;

type Weight = ReturnType<tf.layers.Layer["addWeight"]>;

/** [..., C] → [..., C] */
export class BatchNorm extends tf.layers.Layer {
  static readonly className = "LoomBatchNorm";
  readonly #config: BatchNormConfig;
  #weights: { scale: Weight; offset: Weight; mean: Weight; variance: Weight } | undefined;

  constructor(config: BatchNormConfig) {
    super({});
    this.#config = config;
    this.trainable = config.isAffine;
  }

  override build(inputShape: tf.Shape): void {
    const shape = [inputShape.at(-1) as number];
    const { ones, zeros } = tf.initializers;
    const add = (name: string, initializer: ReturnType<typeof ones>, isTrainable: boolean) =>
      this.addWeight(name, shape, "float32", initializer, undefined, isTrainable);
    this.#weights = {
      scale: add("gamma", ones(), true),
      offset: add("beta", zeros(), true),
      mean: add("moving_mean", zeros(), false),
      variance: add("moving_variance", ones(), false),
    };
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
    return kwargs.training ? this.#train(x) : this.#infer(x);
  }

  #train(x: tf.Tensor): tf.Tensor {
    const { scale, offset, mean, variance } = this.#variables();
    const { slope } = this.#config;
    const batch = normalizeBatch({ x, scale, offset }, { epsilon, slope });
    moveAverage(mean, batch.mean, momentum);
    moveAverage(variance, batch.variance, momentum);
    return batch.y;
  }

  #infer(x: tf.Tensor): tf.Tensor {
    const { scale, offset, mean, variance } = this.#variables();
    const factor = tf.mul(tf.rsqrt(tf.add(variance, epsilon)), scale); // [C]
    const y = tf.add(tf.mul(x, factor), tf.sub(offset, tf.mul(mean, factor))); // few numbers twice, many once
    return this.#config.slope === 1 ? y : tf.leakyRelu(y, this.#config.slope);
  }

  #variables() {
    if (!this.#weights) throw new Error("Not built"); // the first call builds
    const { scale, offset, mean, variance } = this.#weights;
    const variable = (weight: Weight) => weight.read() as tf.Variable; // tfjs keeps variables there
    return {
      scale: variable(scale),
      offset: variable(offset),
      mean: variable(mean),
      variance: variable(variance),
    };
  }
}
