/**
 * Instance normalisation with the leaky ReLU after it, as one layer: every image by its own statistics,
 * in training and afterwards.
 */
import * as tf from "@tensorflow/tfjs";
import { normalizeImages } from "../ops/normalize.ts";

export interface InstanceNormConfig {
  /** Of the leaky ReLU for negative values; 0 for a plain ReLU, 1 for none. */
  readonly slope: number;
}

/** Added to the variance; batch norm's. */
const epsilon = 1e-3;

type Weight = ReturnType<tf.layers.Layer["addWeight"]>;

/** [B, H, W, C] → [B, H, W, C] */
export class InstanceNorm extends tf.layers.Layer {
  static readonly className = "LoomInstanceNorm";
  readonly #config: InstanceNormConfig;
  #weights: { scale: Weight; offset: Weight } | undefined;

  constructor(config: InstanceNormConfig) {
    super({});
    this.#config = config;
  }

  override build(inputShape: tf.Shape): void {
    const shape = [inputShape.at(-1) as number];
    const { ones, zeros } = tf.initializers;
    this.#weights = {
      scale: this.addWeight("gamma", shape, "float32", ones()),
      offset: this.addWeight("beta", shape, "float32", zeros()),
    };
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
    if (!this.#weights) throw new Error("Not built"); // the first call builds
    const scale = this.#weights.scale.read();
    const offset = this.#weights.offset.read();
    return normalizeImages({ x, scale, offset }, { epsilon, slope: this.#config.slope }).y;
  }
}
