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
import { nextTask } from "../../lib/nextTask.ts";
import type { Breathe } from "../../lib/pieces.ts";
import { inRuns } from "../dataset/batches.ts";
import { type Mirroring, mirrored } from "../pictures/images.ts";
import { type FeatureNet, featureCountOf, type ImagesAt, imagesAtOnce } from "./featureNet.ts";
import { type FeatureRows, type Nearest, nearestOf, rowsAtOnce, tooFar } from "./nearest.ts";

/** Share of unseen real patches that are nearer to a training patch than the threshold. */
export const falseAlarms = 0.01;

/** Training may mirror its patches, so that a mirrored one is a copy too. Quarter turns are not looked for. */
export const mirrorings: readonly Mirroring[] = [
  { across: false, over: false },
  { across: true, over: false },
  { across: false, over: true },
  { across: true, over: true },
];

/** Features of pictures as they are and mirrored in every way. */
export interface MirroredRows {
  /** [4][n, width], the pictures as they are first */
  readonly views: readonly Float32Array[];
  /** [n], as in `FeatureRows` */
  readonly photos: Int32Array;
}

/** Breaths that it takes to look at so many pictures in every way, and to find what is closest to them. */
export const comparedBreaths = (count: number): number =>
  mirrorings.length * (Math.ceil(count / imagesAtOnce) + Math.ceil(count / rowsAtOnce));

/** @returns features of the images as they are and mirrored: [4][count, number of features] */
export async function mirroredFeatures(
  net: FeatureNet,
  count: number,
  imagesAt: ImagesAt,
  breathe: Breathe = nextTask,
): Promise<Float32Array[]> {
  const width = featureCountOf(net);
  const views = mirrorings.map((mirroring) => ({
    mirroring,
    rows: new Float32Array(count * width),
  }));
  for (const run of inRuns(count, imagesAtOnce)) {
    const images = await imagesAt(run);
    for (const { mirroring, rows } of views) {
      rows.set(await net.featuresOf(mirrored(images, mirroring)), (run[0] as number) * width);
      await breathe();
    }
  }
  return views.map(({ rows }) => rows);
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
  breathe?: Breathe,
): Promise<number> {
  const [threshold] = distanceQuantiles(await closestOf(real, training, breathe), [falseAlarms]);
  const { distances } = await closestOf(samples, training, breathe);
  return shareBelow(distances, threshold ?? Number.NaN);
}

/** 0…1; NaN for a threshold that is not known. */
export function shareBelow(distances: Float32Array, threshold: number): number {
  if (Number.isNaN(threshold)) return Number.NaN;
  return distances.filter((distance) => distance < threshold).length / distances.length;
}

export interface Closest extends Nearest {
  /** [n] index into `mirrorings`: how the picture is mirrored to be most alike */
  readonly views: Int32Array;
}

/** The nearest of the set to each picture, mirrored as fits best. */
export async function closestOf(
  { views, photos }: MirroredRows,
  set: FeatureRows,
  breathe?: Breathe,
): Promise<Closest> {
  const closest = {
    distances: new Float32Array(photos.length).fill(Number.POSITIVE_INFINITY),
    places: new Int32Array(photos.length),
    views: new Int32Array(photos.length),
  };
  for (const [view, features] of views.entries()) {
    const { distances, places } = await nearestOf({ features, photos }, set, breathe);
    for (const [at, distance] of distances.entries()) {
      if (distance >= (closest.distances[at] as number)) continue;
      closest.distances[at] = distance;
      closest.places[at] = places[at] as number;
      closest.views[at] = view;
    }
  }
  return closest;
}

/**
 * The smallest distances that at least these shares of the pictures do not exceed, those without another
 * photo left out; NaN where none is left.
 */
export function distanceQuantiles(
  { distances }: Pick<Nearest, "distances">,
  shares: readonly number[],
): number[] {
  const sorted = distances.filter((distance) => distance < tooFar).sort();
  return shares.map((share) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
}
