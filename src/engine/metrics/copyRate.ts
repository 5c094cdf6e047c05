/**
 * How many samples are near copies of training patches. Likeness is measured in random features, not in
 * pixels: their spatial means hardly change when a texture is shifted or gets a little noise, either of
 * which moves every pixel.
 *
 * How close is too close is asked of the data: real patches that the model was not trained on have a
 * nearest training patch too, and only one in a hundred of them is closer to it than the threshold. So
 * a model that draws new pictures of the same textures has a rate of about 0.01, and a higher one means
 * that it repeats what it was shown (after Meehan, Chaudhuri & Dasgupta, arXiv 2004.05675).
 */
import * as tf from "@tensorflow/tfjs";
import { type FeatureRows, nearestDistances, tooFar } from "./nearest.ts";
import { type ImagesAt, randomFeatures } from "./randomFeatures.ts";

/** Share of unseen real patches that are nearer to a training patch than the threshold. */
const falseAlarms = 0.01;

/**
 * Axes of [B, H, W, C] to reverse: none, left to right, upside down, both. Training may mirror its
 * patches, so that a mirrored one is a copy too. Quarter turns are not looked for.
 */
const mirrorings = [[], [2], [1], [1, 2]];

/** Features of pictures as they are and mirrored in every way. */
export interface MirroredRows {
  /** [4][n, width], the pictures as they are first */
  readonly views: readonly Float32Array[];
  /** [n], as in `FeatureRows` */
  readonly photos: Int32Array;
}

/** @returns random features of the images as they are and mirrored: [4][count, featureCount] */
export async function mirroredFeatures(count: number, imagesAt: ImagesAt): Promise<Float32Array[]> {
  const views: Float32Array[] = [];
  for (const axes of mirrorings) {
    views.push(await randomFeatures(count, (run) => tf.reverse(imagesAt(run), axes)));
  }
  return views;
}

/**
 * @param samples  what is judged
 * @param real     patches that were not trained on, or training patches: those are held against the
 *                 training patches of other photos
 * @param training everything that was trained on
 * @returns        share of the samples, 0…1; NaN where all real patches are of one photo
 */
export async function copyRate(
  samples: MirroredRows,
  real: MirroredRows,
  training: FeatureRows,
): Promise<number> {
  const threshold = quantile(
    (await closest(real, training)).filter((distance) => distance < tooFar),
    falseAlarms,
  );
  if (threshold === undefined) return Number.NaN;
  const distances = await closest(samples, training);
  return distances.filter((distance) => distance < threshold).length / distances.length;
}

/** Distance of each picture, mirrored as fits best, to the nearest of the set: [n]. */
async function closest({ views, photos }: MirroredRows, set: FeatureRows): Promise<Float32Array> {
  const closest = new Float32Array(photos.length).fill(Number.POSITIVE_INFINITY);
  for (const features of views) {
    const distances = await nearestDistances({ features, photos }, set);
    for (const [at, distance] of distances.entries()) {
      closest[at] = Math.min(closest[at] as number, distance);
    }
  }
  return closest;
}

/** The smallest value that at least `share` of the values do not exceed; undefined when there is none. */
function quantile(values: Float32Array, share: number): number | undefined {
  return values.sort()[Math.ceil(share * values.length) - 1];
}
