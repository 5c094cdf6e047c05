/** Measures of a run on real photos, for the lab and the Inspect desk. */
import * as tf from "@tensorflow/tfjs";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { evenly } from "../../lib/evenly.ts";
import { mixSeed, Rng } from "../../lib/rng.ts";
import type { Evaluation, ReconstructionErrors } from "../../protocol/measuring.ts";
import type { Photo, TextureClass, TrainingData } from "../../protocol/project.ts";
import type { Memorisation, Quality } from "../../protocol/quality.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { inRuns } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { splitPatches } from "../dataset/trainingPatches.ts";
import { NotEnoughData } from "../errors.ts";
import {
  classifying,
  encoding,
  generativeOf,
  type TrainedModel,
  translating,
} from "../inference/abilities.ts";
import { reconstructionErrors } from "../metrics/reconstructionErrors.ts";
import { contactSheet, toBitmap } from "../pictures/contactSheet.ts";
import { classPictures } from "../quality/classPictures.ts";
import type { ImagesAt } from "../quality/featureNet.ts";
import { memorisation } from "../quality/memorisation.ts";
import { drawn, samplesOf } from "../quality/modelSamples.ts";
import { pictureQuality, quality } from "../quality/quality.ts";
import { evaluate } from "./photoVerdicts.ts";
import { shareTakenFor } from "./shareTakenFor.ts";

const pairsAtOnce = 32;

/**
 * Verdicts on photos, cut as the run's own were.
 * @param labels the true class of each photo; decides patchAccuracy
 * @param grey   removes colour first
 * @throws UnknownRun, NotEnoughData
 */
export async function evaluateRun(
  { model, record }: TrainedModel,
  photos: readonly Photo[],
  labels: readonly number[],
  grey: boolean,
  resolvePhoto: ResolvePhoto,
): Promise<Evaluation> {
  const classifier = classifying(model, record.runId);
  const { classes, patches } = record.data;
  const grouped = classes.map(
    (entry, label): TextureClass => ({
      ...entry,
      photos: photos.filter((_, at) => labels[at] === label),
    }),
  );
  const data = { classes: grouped, patches, heldOut: [] };
  const { training } = await splitPatches(data, "images", resolvePhoto);
  // splitPatches goes class by class; verdicts come back in the order given.
  const order = classes.flatMap((_, label) =>
    [...photos.keys()].filter((at) => labels[at] === label),
  );
  const set = new PatchSet({
    ...training,
    photos: training.photos.map((photo) => order[photo] as number), // one entry a photo
  });
  try {
    return await evaluate(classifier, set, photos.length, grey);
  } finally {
    set.dispose();
  }
}

/** @throws UnknownRun when the model does not reconstruct; NotEnoughData where nothing is held out */
export function reconstructionErrorsOf(
  { model, record }: TrainedModel,
  { training, heldOut }: ResidentPatches,
): Promise<ReconstructionErrors> {
  if (!heldOut) throw new NotEnoughData("No photo is held out");
  return reconstructionErrors(encoding(model, record.runId), training, heldOut);
}

/**
 * @param label of all classes the one that pictures are asked for in and held against; all where left out
 * @throws UnknownRun when the model does not generate, or not this class alone; NotEnoughData
 */
export async function qualityOf(
  trained: TrainedModel,
  patches: ResidentPatches,
  count: number,
  seed: number,
  label?: number,
): Promise<Quality> {
  if (label === undefined) {
    return quality(generativeOf(trained.model, trained.record.runId), patches, count, seed);
  }
  const pictures = classPictures(trained, patches, label, count, new Rng(mixSeed(seed, label)));
  const { sourcesAt } = pictures;
  const ofClass = patchesOfClass(patches, label);
  const measured = (imagesAt: ImagesAt) =>
    pictureQuality(() => imagesAt, ofClass, pictures.count, seed);
  try {
    const made = await measured(pictures.imagesAt);
    return sourcesAt ? { ...made, kidSource: (await measured(sourcesAt)).kid } : made;
  } finally {
    ofClass.training.dispose();
    ofClass.heldOut?.dispose();
  }
}

/** To dispose of. @throws NotEnoughData */
function patchesOfClass({ training, heldOut }: ResidentPatches, label: number): ResidentPatches {
  const own = training.ofClass(label);
  if (!own) throw new NotEnoughData("No patch of this class");
  return { training: own, heldOut: heldOut?.ofClass(label) ?? null };
}

/**
 * Share of `count` pictures in class `label` that a classifier takes for it, 0…1.
 * @throws UnknownRun when either model cannot do its part
 */
export function judgedAs(
  trained: TrainedModel,
  patches: ResidentPatches,
  judge: TrainedModel,
  label: number,
  count: number,
  seed: number,
): Promise<number> {
  const pictures = classPictures(trained, patches, label, count, new Rng(seed));
  const classifier = classifying(judge.model, judge.record.runId);
  return shareTakenFor(classifier, label, pictures.count, pictures.imagesAt);
}

/** As `EngineApi.translations`. @throws UnknownRun when the model does not translate */
export async function translatedPatches(
  trained: TrainedModel,
  patches: ResidentPatches,
  target: number,
  count: number,
  seed: number,
): Promise<Uint8Array> {
  translating(trained.model, trained.record.runId);
  const pictures = classPictures(trained, patches, target, count, new Rng(seed));
  const { size } = patches.training;
  const bytes = new Uint8Array(2 * pictures.count * size * size * 3);
  for (const run of inRuns(pictures.count, pairsAtOnce)) {
    const pairs = tf.tidy(() => {
      const sources = pictures.sourcesAt?.(run) as tf.Tensor4D; // a translator has them
      const both = tf.stack([sources, pictures.imagesAt(run)], 1);
      return both.reshape<tf.Tensor4D>([2 * run.length, size, size, 3]);
    });
    const { pixels } = await contactSheet(pairs, 1);
    bytes.set(pixels, 2 * (run[0] as number) * size * size * 3);
  }
  return bytes;
}

/**
 * `count` samples beside the training patches most like them.
 * @param most pairs that are shown
 * @throws UnknownRun when the model does not generate; NotEnoughData
 */
export async function memorisationOf(
  { model, record }: TrainedModel & { readonly record: Pick<RunRecord, "step"> },
  patches: ResidentPatches,
  { count, most, seed }: { readonly count: number; readonly most: number; readonly seed: number },
): Promise<Memorisation> {
  const { step } = record;
  const drawnBy = samplesOf(generativeOf(model, record.runId), count, new Rng(seed));
  const samples = await drawn(drawnBy, count);
  try {
    const { images, ...found } = await memorisation(samples, patches, most);
    const sheet = await contactSheet(images, 2);
    return { sheet: await toBitmap(sheet), step, ...found };
  } finally {
    samples.dispose();
  }
}

/** At most `count` held-out patches, spread evenly: [n, size, size, 3] RGB bytes. */
export async function heldOutPatches(
  data: TrainingData,
  count: number,
  resolvePhoto: ResolvePhoto,
): Promise<Uint8Array> {
  const { heldOut } = await splitPatches(data, "images", resolvePhoto);
  const patchBytes = heldOut.size * heldOut.size * 3;
  const chosen = evenly(heldOut.labels.length, count);
  const bytes = new Uint8Array(chosen.length * patchBytes);
  for (const [at, patch] of chosen.entries()) {
    const start = patch * patchBytes;
    bytes.set(heldOut.pixels.subarray(start, start + patchBytes), at * patchBytes);
  }
  return bytes;
}
