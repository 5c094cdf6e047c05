/**
 * Convolution whose kernel is divided by its largest singular value, so that a discriminator cannot grow
 * steep (spectral normalisation: Miyato, Kataoka, Koyama & Yoshida, 2018, arXiv 1802.05957).
 */
import * as tf from "@tensorflow/tfjs";
import { moveAverage } from "../ops/movingAverage.ts";
import { PlainConv } from "./plainConv.ts";

type Weight = ReturnType<tf.layers.Layer["addWeight"]>;

/** Keeps a vector of zeros from being divided by 0. */
const epsilon = 1e-12;

/** [B, H, W, C] → [B, ⌈H / strides⌉, ⌈W / strides⌉, filters] */
export class SpectralConv extends PlainConv {
  static override readonly className = "SpectralConv";
  /** Left and right singular vectors of the kernel as a matrix, [1, rows] and [1, filters]. */
  #left: Weight | undefined;
  #right: Weight | undefined;

  override build(inputShape: tf.Shape): void {
    super.build(inputShape);
    const { shape } = this.plainKernel();
    const filters = shape[3];
    const ones = tf.initializers.ones();
    const add = (name: string, length: number) =>
      this.addWeight(name, [1, length], "float32", ones, undefined, false);
    this.#left = add("left", tf.util.sizeFromShape(shape) / filters);
    this.#right = add("right", filters);
    tf.tidy(() => this.iterate());
  }

  /** One power iteration, before each update of the kernel; sync, inside `tf.tidy`. */
  iterate(): void {
    const { matrix, left, right } = this.#parts();
    const newLeft = unit(tf.matMul(right, matrix, false, true));
    moveAverage(left, newLeft, 0);
    moveAverage(right, unit(tf.matMul(newLeft, matrix)), 0);
  }

  protected override kernel(): tf.Tensor4D {
    const { matrix, left, right } = this.#parts();
    const largest = tf.matMul(tf.matMul(left, matrix), right, false, true); // [1, 1]
    return tf.div(this.plainKernel(), largest.reshape([]));
  }

  #parts() {
    const kernel = this.plainKernel();
    return {
      matrix: kernel.reshape<tf.Tensor2D>([-1, kernel.shape[3]]),
      left: this.#left?.read() as tf.Variable<tf.Rank.R2>, // built before
      right: this.#right?.read() as tf.Variable<tf.Rank.R2>,
    };
  }
}

const unit = (vector: tf.Tensor2D): tf.Tensor2D =>
  tf.div(vector, tf.sqrt(tf.sum(tf.square(vector))).add(epsilon));

/** A power iteration of every such layer of a network. */
export function iterateSpectral(network: tf.LayersModel): void {
  for (const layer of network.layers) if (layer instanceof SpectralConv) layer.iterate();
}
