/**
 * How lifelike and how new a generative model's samples are, with two yardsticks on the same real
 * patches: other real patches (a model of these data can hardly come closer) and those with their
 * pixels shuffled (right in colour, without any texture).
 */
import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../lib/rng.ts";
import type { Quality } from "../../protocol/engine.ts";
import { mixSeed, plainBatch } from "../batches.ts";
import { NotEnoughData } from "../errors.ts";
import type { ResidentPatches } from "../liveRun.ts";
import type { Generative } from "../models/model.ts";
import type { PatchSet } from "../patchSet.ts";
import { copyRate, mirroredFeatures } from "./copyRate.ts";
import { kid } from "./kid.ts";
import { featureCount, featureKinds, type ImagesAt, randomFeatures } from "./randomFeatures.ts";
import { shufflePixels } from "./shufflePixels.ts";
import { scaleOf, standardized } from "./standardize.ts";

/** For pictures that come from none of the training photos. */
const noPhoto = -1;

/**
 * Features are standardised by all training patches, which are the same for every model of these data.
 * @param pictures `count` of them, by chance
 * @param count samples, and most real patches of each kind; at least 2
 * @param seed  decides the samples, which real patches are taken, and how their pixels are shuffled
 * @throws NotEnoughData when there are fewer than two real patches of a kind
 */
export async function pictureQuality(
  pictures: (rng: Rng) => ImagesAt,
  { training, heldOut }: ResidentPatches,
  count: number,
  seed: number,
): Promise<Quality> {
  const rng = new Rng(seed);
  const orders = new Rng(mixSeed(seed, 1)); // its own, so that the yardsticks are the same for every model
  const chosen = choosePatches(training.count, heldOut?.count ?? 0, count, rng);
  const unscaled = await randomFeatures(training.count, (run) => plainBatch(training, run).images);
  const scale = scaleOf(unscaled, featureKinds);
  const mirrored = async (images: number, imagesAt: ImagesAt) =>
    (await mirroredFeatures(images, imagesAt)).map((features) => standardized(features, scale));

  const samples = await mirrored(count, pictures(rng));
  const filled = await mirrored(chosen.filled.length, patchesOf(training, chosen.filled));
  const unseen = heldOut
    ? await mirrored(chosen.heldOut.length, patchesOf(heldOut, chosen.heldOut))
    : filled.map(() => new Float32Array());
  const real = unseen.map((features, view) => joined(features, filled[view] as Float32Array));

  const others = patchesOf(training, chosen.others);
  const shuffled: ImagesAt = (run) => shufflePixels(others(run), orders);
  const toReal = async (features: Float32Array) =>
    kid(features, real[0] as Float32Array, featureCount);
  const toRealOf = async (imagesAt: ImagesAt) =>
    toReal(standardized(await randomFeatures(chosen.others.length, imagesAt), scale));
  const realPhotos = [
    ...chosen.heldOut.map(() => noPhoto),
    ...[...chosen.filled].map((patch) => training.photos[patch] as number),
  ];
  return {
    kid: await toReal(samples[0] as Float32Array),
    kidFloor: await toRealOf(others),
    kidCeiling: await toRealOf(shuffled),
    copyRate: await copyRate(
      { views: samples, photos: new Int32Array(count).fill(noPhoto) },
      { views: real, photos: Int32Array.from(realPhotos) },
      { features: standardized(unscaled, scale), photos: training.photos },
    ),
    heldOutPatches: chosen.heldOut.length,
    trainingPatches: chosen.filled.length,
  };
}

/** Of a model's samples. */
export function quality(
  model: Generative,
  patches: ResidentPatches,
  count: number,
  seed: number,
): Promise<Quality> {
  return pictureQuality((rng) => samplesOf(model, count, rng), patches, count, seed);
}

interface ChosenPatches {
  /** What samples are held against: held-out patches… */
  readonly heldOut: Int32Array;
  /** …and, where they are fewer than wanted, training patches. */
  readonly filled: Int32Array;
  /** Other training patches, for the yardsticks. */
  readonly others: Int32Array;
}

/** At random; where training patches are few, half of them are left for the yardsticks. */
function choosePatches(training: number, heldOut: number, count: number, rng: Rng): ChosenPatches {
  const unseen = rng.permutation(heldOut).slice(0, count);
  const order = rng.permutation(training);
  const filled = Math.min(count - unseen.length, Math.floor(training / 2));
  const others = order.slice(filled, filled + count);
  if (unseen.length + filled < 2 || others.length < 2) {
    throw new NotEnoughData("Too few real patches to compare with");
  }
  return {
    heldOut: Int32Array.from(unseen),
    filled: Int32Array.from(order.slice(0, filled)),
    others: Int32Array.from(others),
  };
}

function patchesOf(set: PatchSet, chosen: Int32Array): ImagesAt {
  return (run) =>
    plainBatch(
      set,
      run.map((at) => chosen[at] as number),
    ).images;
}

/** The same picture for the same index, however often it is asked for. */
export function samplesOf(model: Generative, count: number, rng: Rng): ImagesAt {
  const { latentDim } = model;
  const z = rng.normals(count * latentDim);
  return (run) => {
    const [first = 0] = run;
    const rows = z.slice(first * latentDim, (first + run.length) * latentDim);
    return model.generate(tf.tensor2d(rows, [run.length, latentDim]));
  };
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const all = new Float32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
