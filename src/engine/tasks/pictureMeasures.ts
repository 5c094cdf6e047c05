/** Measures of the pictures that a run makes, whatever it makes them of. */
import { type Counting, uncounted } from "../../lib/pieces.ts";
import { mixSeed, Rng } from "../../lib/rng.ts";
import type { DistanceByClassifier, Quality } from "../../protocol/quality.ts";
import type { RunRecord } from "../../protocol/run.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { NotEnoughData, UnknownRun } from "../errors.ts";
import { shareTakenFor } from "../judging/shareTakenFor.ts";
import { classifierNet } from "../quality/classifierFeatures.ts";
import { distanceByNet } from "../quality/distanceByNet.ts";
import type { ImagesAt } from "../quality/featureNet.ts";
import type { WatchedPictures } from "../quality/measuredPictures.ts";
import { pictureQuality, qualityBreaths } from "../quality/quality.ts";
import { monitoredSamples, monitorSeed } from "../quality/qualityMonitor.ts";
import { randomNet } from "../quality/randomFeatures.ts";
import { classifying } from "./classify.ts";
import type { AskedPictures, MadePictures, TrainedModel } from "./task.ts";

/** @throws UnknownRun where it makes no such pictures */
export function picturesOf(
  trained: TrainedModel,
  patches: ResidentPatches,
  asked: AskedPictures,
): MadePictures {
  const making = trained.tasks.find(({ pictures }) => pictures)?.pictures;
  if (!making) throw new UnknownRun(`Run ${trained.record.runId} makes no pictures`);
  return making.make(trained, patches, asked);
}

/** What is watched of a run while it trains: the same random numbers, or the same sources, each time. */
export function watchedOf(
  trained: TrainedModel,
  patches: ResidentPatches,
): readonly WatchedPictures[] {
  const watched = trained.tasks.find(({ pictures }) => pictures)?.pictures?.watched ?? [];
  return watched.map((entry) => {
    const label = entry ?? undefined;
    const asked = () => ({ label, count: monitoredSamples, rng: new Rng(monitorSeed) });
    return { label, pictures: () => picturesOf(trained, patches, asked()) };
  });
}

/**
 * As `EngineApi.distanceByClassifier`, of the same pictures and real patches as the run's own figure.
 * @throws UnknownRun when the judge is no classifier; NotEnoughData where the run makes no pictures, or few
 */
export async function distanceByJudge(
  trained: TrainedModel & { readonly record: Pick<RunRecord, "step"> },
  patches: ResidentPatches,
  judge: TrainedModel,
  counting?: Counting,
): Promise<DistanceByClassifier> {
  const { inference, record } = judge;
  const classifier = classifying(inference.model, record.runId);
  const net = classifierNet(inference, classifier, record.data.patches.size);
  const { step } = trained.record;
  const distance = await distanceByNet(watchedOf(trained, patches), patches, net, counting);
  return { ...distance, step };
}

/**
 * @param label of all classes the one that pictures are asked for in and held against; all where left out
 * @throws UnknownRun when the model makes no pictures, or none of this class alone; NotEnoughData
 */
export async function qualityOf(
  trained: TrainedModel,
  patches: ResidentPatches,
  count: number,
  seed: number,
  label?: number,
  counting: Counting = uncounted,
): Promise<Quality> {
  const net = randomNet(trained.inference);
  if (label === undefined) {
    const ofAll = (rng: Rng) => picturesOf(trained, patches, { count, rng }).imagesAt;
    return pictureQuality(
      net,
      ofAll,
      patches,
      count,
      seed,
      counting(qualityBreaths(count, patches)),
    );
  }
  const rng = new Rng(mixSeed(seed, label));
  const pictures = picturesOf(trained, patches, { label, count, rng });
  const { sourcesAt } = pictures;
  const ofClass = patchesOfClass(patches, label);
  const breathe = counting((sourcesAt ? 2 : 1) * qualityBreaths(pictures.count, ofClass));
  const measured = (imagesAt: ImagesAt) =>
    pictureQuality(net, () => imagesAt, ofClass, pictures.count, seed, breathe);
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
  const pictures = picturesOf(trained, patches, { label, count, rng: new Rng(seed) });
  classifying(judge.inference.model, judge.record.runId);
  return shareTakenFor(judge.inference, label, pictures.count, pictures.imagesAt);
}
