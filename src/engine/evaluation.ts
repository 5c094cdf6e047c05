/** Measures of a run on real photos, for the lab and the Inspect desk. */
import type { ResolvePhoto } from "../data/resolvePhoto.ts";
import { Rng } from "../lib/rng.ts";
import type { Evaluation, Quality, ReconstructionErrors } from "../protocol/engine.ts";
import type { Photo, TextureClass, TrainingData } from "../protocol/project.ts";
import { NotEnoughData, UnknownRun } from "./errors.ts";
import { evaluate } from "./evaluate.ts";
import type { ResidentPatches } from "./liveRun.ts";
import { quality, samplesOf } from "./metrics/quality.ts";
import { reconstructionErrors } from "./metrics/reconstructionErrors.ts";
import { onlyClass } from "./models/classWeights.ts";
import type { Generative } from "./models/model.ts";
import { PatchSet } from "./patchSet.ts";
import { classifying, encoding, generativeOf, type Played } from "./player.ts";
import { splitPatches } from "./trainingPatches.ts";
import { shareTakenFor } from "./verdicts.ts";

/**
 * Verdicts on photos, cut as the run's own were.
 * @param labels the true class of each photo; decides patchAccuracy
 * @param grey   removes colour first
 * @throws UnknownRun, NotEnoughData
 */
export async function evaluateRun(
  { model, record }: Played,
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
  { model, record }: Played,
  { training, heldOut }: ResidentPatches,
): Promise<ReconstructionErrors> {
  if (!heldOut) throw new NotEnoughData("No photo is held out");
  return reconstructionErrors(encoding(model, record.runId), training, heldOut);
}

/**
 * @param label of all classes the one that samples are asked for in and held against; all where left out
 * @throws UnknownRun when the model does not generate, or not this class alone; NotEnoughData
 */
export async function qualityOf(
  { model, record }: Played,
  patches: ResidentPatches,
  count: number,
  seed: number,
  label?: number,
): Promise<Quality> {
  const generative = generativeOf(model, record.runId);
  if (label === undefined) return quality(generative, patches, count, seed);
  const training = patches.training.ofClass(label);
  const heldOut = patches.heldOut?.ofClass(label) ?? null;
  try {
    if (!training) throw new NotEnoughData("No patch of this class");
    return await quality(
      ofOneClass(generative, label, record.runId),
      { training, heldOut },
      count,
      seed,
    );
  } finally {
    training?.dispose();
    heldOut?.dispose();
  }
}

/**
 * Share of `count` pictures in class `label` that a classifier takes for it, 0…1.
 * @throws UnknownRun when either model cannot do its part
 */
export function judgedAs(
  { model, record }: Played,
  judge: Played,
  label: number,
  count: number,
  seed: number,
): Promise<number> {
  const generative = ofOneClass(generativeOf(model, record.runId), label, record.runId);
  const classifier = classifying(judge.model, judge.record.runId);
  return shareTakenFor(classifier, label, count, samplesOf(generative, count, new Rng(seed)));
}

/** Draws nothing but one class. @throws UnknownRun when the model is not told classes */
function ofOneClass(model: Generative, label: number, runId: string): Generative {
  const { latentDim, classes = 0 } = model;
  if (label >= classes) throw new UnknownRun(`Run ${runId} draws no class ${label}`);
  return {
    latentDim,
    generate: (z) => model.generate(z, onlyClass(z.shape[0], classes, label)),
  };
}

/** At most `count` held-out patches, spread evenly: [n, size, size, 3] RGB bytes. */
export async function heldOutPatches(
  data: TrainingData,
  count: number,
  resolvePhoto: ResolvePhoto,
): Promise<Uint8Array> {
  const { heldOut } = await splitPatches(data, "images", resolvePhoto);
  const patchBytes = heldOut.size * heldOut.size * 3;
  const total = heldOut.labels.length;
  const taken = Math.min(count, total);
  const bytes = new Uint8Array(taken * patchBytes);
  for (let at = 0; at < taken; at++) {
    const start = Math.floor((at * total) / taken) * patchBytes;
    bytes.set(heldOut.pixels.subarray(start, start + patchBytes), at * patchBytes);
  }
  return bytes;
}
