/** What is asked of a classifier: its verdict on a photo with what it looked at, and on many. */
import { cutPatches } from "../../data/cutPatches.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { RgbImage } from "../../data/rgbImage.ts";
import { scaledSize } from "../../data/scaledSize.ts";
import { scaleImage } from "../../data/scaleImage.ts";
import { evenly } from "../../lib/evenly.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { Rng } from "../../lib/rng.ts";
import type { Verdict } from "../../protocol/inference.ts";
import type { Evaluation } from "../../protocol/measuring.ts";
import type { PatchSettings, Photo, PhotoSource, TextureClass } from "../../protocol/project.ts";
import { inRuns } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { splitPatches } from "../dataset/trainingPatches.ts";
import * as forwards from "../inference/forward.ts";
import type { Compute } from "../inference/inference.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import { atLeast, batchFor, filledUp, largestBatch, toNumbers } from "../inference/numbers.ts";
import { evaluate } from "../judging/photoVerdicts.ts";
import { argMax } from "../losses/accuracy.ts";
import { greyBitmap, toBitmap } from "../pictures/contactSheet.ts";
import type { Work } from "../work/works.ts";
import { classifying } from "./classify.ts";
import type { TrainedModel } from "./task.ts";

/** Longest side of the photo that a verdict shows, px. */
const shownSide = 512;
/** Longest side that Grad-CAM looks at, px; its cost grows with the area. */
const mostCamSide = 512;
/** Patches of one photo that are judged; spread evenly where there are more. */
const mostPatches = 256;

/** Mean over the photo's patches, and where in the whole photo the likeliest class was seen. */
export async function classifyPhoto(
  { inference, record }: InferringRun,
  photo: Blob | PhotoSource,
  resolvePhoto: ResolvePhoto,
): Promise<Verdict> {
  classifying(inference.model, record.runId);
  const { patches } = record.data;
  const image = await resolvePhoto(photo, { shortSide: patches.shortSide });
  const seen = camImage(image, patches.size);
  const { height, width } = seen;
  const { probabilities, count, heat } = await inference.use(async (compute) => {
    const judged = await judgePatches(compute, image, patches);
    const weights = new Float32Array(judged.probabilities.length);
    weights[argMax(judged.probabilities)] = 1;
    const forward = forwards.explaining(weights.length, 1, height, width);
    const explained = await compute(forward, { images: toNumbers(seen.pixels), weights });
    return { ...judged, heat: explained.heat as Float32Array }; // what `explaining` gives
  });
  const columns = Math.round(Math.sqrt((heat.length * width) / height)); // the grid has the photo's shape
  const shown = scaleImage(image, scaledSize(image, { maxSide: shownSide }));
  return {
    probabilities,
    photo: await toBitmap(shown),
    heat: await greyBitmap(heat, columns, heat.length / columns),
    patches: count,
  };
}

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
  work?: Work,
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
  const { training } = await splitPatches(data, "images", resolvePhoto, [], work);
  // splitPatches goes class by class; verdicts come back in the order given.
  const order = classes.flatMap((_, label) =>
    [...photos.keys()].filter((at) => labels[at] === label),
  );
  const set = new PatchSet({
    ...training,
    photos: training.photos.map((photo) => order[photo] as number), // one entry a photo
  });
  try {
    return await evaluate(classifier, set, photos.length, grey, work?.breathe);
  } finally {
    set.dispose();
  }
}

async function judgePatches(
  compute: Compute,
  image: RgbImage,
  settings: PatchSettings,
): Promise<{ probabilities: number[]; count: number }> {
  const { size } = settings;
  const each = size * size * 3;
  const cut = cutPatches(image, settings, new Rng(settings.seed));
  const chosen = evenly(cut.length / each, mostPatches);
  const count = chosen.length;
  let sums: number[] = [];
  for (const run of inRuns(count, largestBatch)) {
    const batch = batchFor(run.length);
    const bytes = new Uint8Array(run.length * each);
    for (const [at, place] of run.entries()) {
      const patch = chosen[place] as number; // places stay within them
      bytes.set(cut.subarray(patch * each, (patch + 1) * each), at * each);
    }
    const images = filledUp(toNumbers(bytes), batch, each);
    const { probabilities } = await compute(forwards.judging(batch, size, size), { images });
    const rows = probabilities as Float32Array; // what `judging` gives
    const classes = rows.length / batch;
    sums = Array.from({ length: classes }, (_, label) => sums[label] ?? 0);
    for (let at = 0; at < run.length * classes; at++)
      sums[at % classes] = (sums[at % classes] as number) + (rows[at] as number);
    await nextTask();
  }
  return { probabilities: sums.map((sum) => sum / count), count };
}

function camImage(image: RgbImage, patchSize: number): RgbImage {
  const bounded = scaleImage(image, scaledSize(image, { maxSide: mostCamSide }));
  return atLeast(bounded, patchSize);
}
