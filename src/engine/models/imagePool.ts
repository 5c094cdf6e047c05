/**
 * The last images that a generator drew. A discriminator that is shown some of them again does not
 * forget what it has learnt to see through (Shrivastava et al., 2017, arXiv 1612.07828).
 */
import * as tf from "@tensorflow/tfjs";
import { moveAverage } from "../ops/movingAverage.ts";
import type { StepRandom } from "../ops/random.ts";

/** Where the pool stands before a step: scalars of the model's schedule. */
export interface PoolPlace {
  /** The first place to write to. */
  readonly slot: tf.Scalar;
  /** How many places hold an image. */
  readonly filled: tf.Scalar;
}

/** Share of the images shown that come out of the pool. */
const shareShown = 0.5;

export class ImagePool {
  /** [capacity, size, size, 3]; saved with the run, because later steps depend on it. */
  readonly images: tf.Variable<tf.Rank.R4>;

  constructor(capacity: number, size: number) {
    this.images = tf.tidy(() => tf.variable(tf.zeros([capacity, size, size, 3]), false));
  }

  /** As `PoolPlace`, for step `step` of batches of one size. */
  static placeAt(step: number, batchSize: number, capacity: number) {
    return { slot: (step * batchSize) % capacity, filled: Math.min(capacity, step * batchSize) };
  }

  /**
   * Puts a batch in, over the oldest, and hands out as many: each the new one or, by chance, one from
   * before. Sync, inside `tf.tidy`.
   * @param fresh [B, size, size, 3], B no more than the capacity
   */
  exchange(fresh: tf.Tensor4D, random: StepRandom, { slot, filled }: PoolPlace): tf.Tensor4D {
    const [capacity] = this.images.shape;
    const [batch] = fresh.shape;
    const places = tf.tensor2d([...Array(capacity).keys()], [1, capacity]);
    const flat = (images: tf.Tensor, count: number): tf.Tensor2D => images.reshape([count, -1]);
    const held = flat(this.images, capacity);
    const drawn = flat(fresh, batch);

    const chosen = tf.floor(random.uniform([batch, 1]).mul(filled)); // [B, 1]
    const isOld = tf
      .less(random.uniform([batch, 1]), shareShown)
      .toFloat()
      .mul(tf.minimum(filled, 1));
    const old = tf.matMul(tf.equal(chosen, places).toFloat(), held);
    const shown = drawn.add(isOld.mul(old.sub(drawn)));

    const targets = tf.tensor2d([...Array(batch).keys()], [batch, 1]).add(slot);
    const wrapped = targets.sub(tf.greaterEqual(targets, capacity).toFloat().mul(capacity));
    const isTarget = tf.equal(wrapped, places).toFloat() as tf.Tensor2D; // [B, capacity]
    const kept = tf.sub(1, isTarget.sum(0)).reshape([capacity, 1]);
    const next = held.mul(kept).add(tf.matMul(isTarget, drawn, true));
    moveAverage(this.images, next.reshape(this.images.shape), 0); // all of it anew
    return shown.reshape(fresh.shape);
  }

  dispose(): void {
    this.images.dispose();
  }
}
