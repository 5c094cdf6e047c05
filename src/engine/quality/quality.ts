/**
 * How lifelike and how new a generative model's samples are, with two yardsticks on the same real
 * patches: other real patches (a model of these data can hardly come closer) and those with their
 * pixels shuffled (right in colour, without any texture).
 */
import { type Breathe, finish } from "../../lib/pieces.ts";
import { mixSeed, Rng } from "../../lib/rng.ts";
import type { Quality } from "../../protocol/quality.ts";
import { patchImages } from "../dataset/patchImages.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { comparedBreaths, copyRate, mirroredFeatures } from "./copyRate.ts";
import { type FeatureNet, featuresBy, type ImagesAt, imagesAtOnce } from "./featureNet.ts";
import { choosePatches, noPhoto, realPatchesOf, realPhotosOf } from "./realPatches.ts";
import { scaleOf, standardized } from "./standardize.ts";
import { kidOf, yardstickPieces } from "./yardsticks.ts";

/**
 * Features are standardised by all training patches, which are the same for every model of these data.
 * @param net   the random one, for figures that compare
 * @param pictures `count` of them, by chance
 * @param count samples, and most real patches of each kind; at least 2
 * @param seed  decides the samples, which real patches are taken, and how their pixels are shuffled
 * @throws NotEnoughData when there are fewer than two real patches of a kind
 */
export async function pictureQuality(
  net: FeatureNet,
  pictures: (rng: Rng) => ImagesAt,
  patches: ResidentPatches,
  count: number,
  seed: number,
  breathe?: Breathe,
): Promise<Quality> {
  const rng = new Rng(seed);
  const orders = new Rng(mixSeed(seed, 1)); // its own, so that the yardsticks are the same for every model
  const chosen = choosePatches(patches, count, rng);
  const { training } = patches;
  const known = await featuresBy(net, training.count, (run) => patchImages(training, run), breathe);
  const scale = scaleOf(known, net.kinds);
  const pieces = yardstickPieces(net, patches, chosen, orders, scale);
  const yardsticks = await finish(pieces, breathe);
  const { kidFloor, kidCeiling, heldOutPatches, trainingPatches } = yardsticks;
  const scaled = (features: Float32Array) => standardized(features, scale);
  const mirrored = async (images: number, imagesAt: ImagesAt) =>
    (await mirroredFeatures(net, images, imagesAt, breathe)).map(scaled);

  const samples = await mirroredFeatures(net, count, pictures(rng), breathe);
  const real = await mirrored(heldOutPatches + trainingPatches, realPatchesOf(patches, chosen));
  return {
    kid: await kidOf(samples[0] as Float32Array, yardsticks, breathe),
    kidFloor,
    kidCeiling,
    copyRate: await copyRate(
      { views: samples.map(scaled), photos: new Int32Array(count).fill(noPhoto) },
      { views: real, photos: realPhotosOf(patches, chosen) },
      { features: scaled(known), photos: training.photos },
      breathe,
    ),
    heldOutPatches,
    trainingPatches,
  };
}

/** Breaths that it takes for so many pictures, about. */
export const qualityBreaths = (count: number, { training }: ResidentPatches): number =>
  Math.ceil(training.count / imagesAtOnce) +
  3 * Math.ceil(count / imagesAtOnce) + // yardsticks
  2 * comparedBreaths(count);
