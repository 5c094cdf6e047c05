/**
 * Differentiable augmentation (Zhao et al., 2020, arXiv 2006.10738): the discriminator sees every image,
 * real or drawn, moved about at random, so that it cannot learn a few photos by heart; and the generator
 * learns through the moves. Textures are moved with wrap-around: no black borders that it could copy.
 */
import * as tf from "@tensorflow/tfjs";
import type { StepRandom } from "../ops/random.ts";

export interface DiffAugmentSettings {
  /** Share of the images that are changed, 0…1; below 1 what is changed does not pass for the rule. */
  readonly chance: number | tf.Scalar;
  /** Whether brightness, saturation and contrast change too. */
  readonly colour: boolean;
}

/** As the hyperparameters have it. */
export interface AskedAugment {
  readonly chance: number;
  readonly colour: boolean;
}

/**
 * What a step is recorded with: the chance is fed, unless nothing is to be changed at all. Moves by a chance of 0
 * would cost a GAN's step 6 % of its time for nothing, and colours without weight 3 % (WASM, 32 px, batches of 32).
 */
export const augmentBy = (
  { chance, colour }: AskedAugment,
  fed: tf.Scalar,
): DiffAugmentSettings => ({ chance: chance === 0 ? 0 : fed, colour });

/** Whether a step that was recorded with one does as with the other. */
export function isSameAugment(before: AskedAugment, after: AskedAugment): boolean {
  if (before.chance === 0 || after.chance === 0) return before.chance === after.chance;
  return before.colour === after.colour;
}

/** Largest move, as a share of the side: the paper's. */
const farthest = 1 / 8;

/** images [B, H, W, 3] → the same shape; every image by chance of its own. Sync, inside `tf.tidy`. */
export function diffAugment(
  images: tf.Tensor4D,
  random: StepRandom,
  { chance, colour }: DiffAugmentSettings,
): tf.Tensor4D {
  if (chance === 0) return images;
  const perImage = (): tf.Tensor => random.uniform([images.shape[0], 1]);
  const isChanged = tf.less(perImage(), chance).toFloat(); // [B, 1]
  const moved = mirrorAndMove(images, isChanged, perImage);
  return colour ? recolour(moved, isChanged, perImage) : moved;
}

/** Rows and columns are moved by products with permutation matrices, whose gradient is a product too. */
function mirrorAndMove(
  images: tf.Tensor4D,
  isChanged: tf.Tensor,
  perImage: () => tf.Tensor,
): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const isMirrored = tf.less(perImage(), 0.5).toFloat().mul(isChanged);
  const rows = permutation(wrapped(height, isChanged, perImage()));
  const columns = permutation(wrapped(width, isChanged, perImage(), isMirrored));
  const downwards = tf.matMul(rows, images.reshape([batch, height, width * channels]));
  const turned = downwards.reshape([batch, height, width, channels]).transpose([0, 2, 1, 3]);
  const sideways = tf.matMul(columns, turned.reshape([batch, width, height * channels]));
  return sideways.reshape([batch, width, height, channels]).transpose([0, 2, 1, 3]) as tf.Tensor4D;
}

/** For each place along an axis the one whose content it gets: [B, side], whole numbers. */
function wrapped(
  side: number,
  isChanged: tf.Tensor,
  uniform: tf.Tensor,
  isMirrored?: tf.Tensor,
): tf.Tensor {
  const most = Math.round(side * farthest);
  const move = tf
    .floor(uniform.mul(2 * most + 1))
    .sub(most)
    .mul(isChanged); // [B, 1], −most…most
  const place = placesAlong(side).reshape([1, side]);
  const from = isMirrored ? place.add(isMirrored.mul(place.mul(-2).add(side - 1))) : place;
  const beyond = from.add(move).add(side); // above 0
  return beyond.sub(tf.floor(beyond.div(side)).mul(side));
}

/** 0…side − 1, written by the host: `tf.range` asks the backend for it, which no recorded step can. */
function placesAlong(side: number): tf.Tensor1D {
  return tf.tensor1d([...Array(side).keys()]);
}

/** from [B, n] → [B, n, n], 1 where row i takes what is in column `from[i]` */
function permutation(from: tf.Tensor): tf.Tensor {
  const [batch, side] = from.shape as [number, number];
  const columns = placesAlong(side).reshape([1, 1, side]);
  return tf.equal(from.reshape([batch, side, 1]), columns).toFloat();
}

/** Brightness ±0.5, saturation 0…2 and contrast 0.5…1.5, as in the paper. */
function recolour(
  images: tf.Tensor4D,
  isChanged: tf.Tensor,
  perImage: () => tf.Tensor,
): tf.Tensor4D {
  const amount = (scale: number) => {
    const signed = perImage().sub(0.5).mul(isChanged).mul(scale);
    return signed.reshape([images.shape[0], 1, 1, 1]);
  };
  const brighter = images.add(amount(1));
  const grey = brighter.mean(3, true);
  const saturated = brighter.sub(grey).mul(amount(2).add(1)).add(grey);
  const level = saturated.mean([1, 2, 3], true);
  return saturated.sub(level).mul(amount(1).add(1)).add(level) as tf.Tensor4D;
}
