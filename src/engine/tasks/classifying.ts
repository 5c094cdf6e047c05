/** What is asked of a classifier: its verdict on a photo with what it looked at, and on many. */
import { cutPatches } from "../../data/cutPatches.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { RgbImage } from "../../data/rgbImage.ts";
import { scaledSize } from "../../data/scaledSize.ts";
import { scaleImage } from "../../data/scaleImage.ts";
import { evenly } from "../../lib/evenly.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { Rng } from "../../lib/rng.ts";
import type { Judged, Verdict } from "../../protocol/inference.ts";
import type { Evaluation } from "../../protocol/measuring.ts";
import type { PatchSettings, Photo, PhotoSource, TextureClass } from "../../protocol/project.ts";
import { inRuns } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { splitPatches } from "../dataset/trainingPatches.ts";
import * as forwards from "../inference/forward.ts";
import type { Compute } from "../inference/inference.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import { atLeast, toNumbers } from "../inference/numbers.ts";
import { largestBatch, rowsBy } from "../inference/rows.ts";
import { evaluate } from "../judging/photoVerdicts.ts";
import { argMax } from "../losses/accuracy.ts";
import { greyBitmap, toBitmap } from "../pictures/contactSheet.ts";
import type { Work } from "../work/works.ts";
import { classifying } from "./classify.ts";

/** Longest side of the photo that a verdict shows, px. */
const shownSide = 512;
/** Longest side that Grad-CAM looks at, px; its cost grows with the area. */
const mostCamSide = 512;
/** Patches of one photo that are judged; spread evenly where there are more. */
const mostPatches = 256;

/** A photo with what the model sees of it. */
interface Seen {
  readonly image: RgbImage;
  /** The whole, as Grad-CAM looks at it. */
  readonly whole: RgbImage;
  /** The patches that are judged, RGB bytes [count, size, size, 3]. */
  readonly patches: Uint8Array;
}

/** What is found of one photo. */
interface Found {
  readonly probabilities: readonly number[];
  readonly heat: Float32Array;
}

/**
 * Of each photo the mean over its patches, and where in the whole of it the likeliest class was seen.
 * @throws UnknownRun; what goes wrong with one photo is in its place
 */
export async function classifyPhotos(
  { inference, record }: InferringRun,
  photos: readonly (Blob | PhotoSource)[],
  resolvePhoto: ResolvePhoto,
): Promise<readonly Judged[]> {
  classifying(inference.model, record.runId);
  const { patches } = record.data;
  const looked = await Promise.all(
    photos.map((photo) =>
      resolvePhoto(photo, { shortSide: patches.shortSide }).then(
        (image) => seenOf(image, patches),
        (error: unknown) => ({ refused: error instanceof Error ? error.name : "" }),
      ),
    ),
  );
  const seen = looked.flatMap((one) => ("refused" in one ? [] : [one]));
  const found = await inference.use(async (compute) => {
    const shares = await judgePatches(compute, seen, patches.size);
    const all: Found[] = [];
    for (const [at, { whole }] of seen.entries()) {
      const probabilities = shares[at] as number[]; // one a photo
      all.push({ probabilities, heat: await heatOf(compute, whole, probabilities) });
    }
    return all;
  });
  const verdicts = await Promise.all(
    seen.map((one, at) => verdictOf(one, found[at] as Found, patches.size)), // one a photo
  );
  return looked.map((one) => ("refused" in one ? one : (verdicts.shift() as Verdict))); // in their order
}

/** The bitmaps that cross with verdicts. */
export const picturesOf = (judged: readonly Judged[]): ImageBitmap[] =>
  judged.flatMap((one) => ("refused" in one ? [] : [one.photo, one.heat]));

function seenOf(image: RgbImage, settings: PatchSettings): Seen {
  const each = settings.size ** 2 * 3;
  const cut = cutPatches(image, settings, new Rng(settings.seed));
  const chosen = evenly(cut.length / each, mostPatches);
  const patches = new Uint8Array(chosen.length * each);
  for (const [at, patch] of chosen.entries())
    patches.set(cut.subarray(patch * each, (patch + 1) * each), at * each);
  return { image, whole: camImage(image, settings.size), patches };
}

async function heatOf(
  compute: Compute,
  { width, height, pixels }: RgbImage,
  probabilities: readonly number[],
): Promise<Float32Array> {
  const weights = new Float32Array(probabilities.length);
  weights[argMax(probabilities)] = 1;
  const forward = forwards.explaining(weights.length, 1, height, width);
  const { heat } = await compute(forward, { images: toNumbers(pixels), weights });
  return heat as Float32Array; // what `explaining` gives
}

async function verdictOf(
  { image, whole, patches }: Seen,
  { probabilities, heat }: Found,
  size: number,
): Promise<Verdict> {
  const columns = Math.round(Math.sqrt((heat.length * whole.width) / whole.height)); // the grid has the photo's shape
  const shown = scaleImage(image, scaledSize(image, { maxSide: shownSide }));
  const [photo, map] = await Promise.all([
    toBitmap(shown),
    greyBitmap(heat, columns, heat.length / columns),
  ]);
  return { probabilities, photo, heat: map, patches: patches.length / (size ** 2 * 3) };
}

/**
 * Verdicts on photos, cut as the run's own were.
 * @param labels the true class of each photo; decides patchAccuracy
 * @param grey   removes colour first
 * @throws UnknownRun, NotEnoughData
 */
export async function evaluateRun(
  { inference, record }: InferringRun,
  photos: readonly Photo[],
  labels: readonly number[],
  grey: boolean,
  resolvePhoto: ResolvePhoto,
  work?: Work,
): Promise<Evaluation> {
  classifying(inference.model, record.runId);
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
    return await evaluate(inference, set, photos.length, grey, work?.breathe);
  } finally {
    set.dispose();
  }
}

/** Each photo's mean over its patches, all of them in batches that are as full as can be. */
async function judgePatches(
  compute: Compute,
  seen: readonly Seen[],
  size: number,
): Promise<number[][]> {
  const each = size ** 2 * 3;
  const places = seen.flatMap(({ patches }, photo) =>
    Array.from({ length: patches.length / each }, (_, at) => ({ photo, at })),
  );
  const means = seen.map((): number[] => []);
  for (const run of inRuns(places.length, largestBatch)) {
    const bytes = new Uint8Array(run.length * each);
    for (const [row, place] of run.entries()) {
      const { photo, at } = places[place] as (typeof places)[number]; // places stay within them
      const { patches } = seen[photo] as Seen;
      bytes.set(patches.subarray(at * each, (at + 1) * each), row * each);
    }
    const forward = (batch: number) => forwards.judging(batch, size, size);
    const rows = await rowsBy(compute, forward, run.length, { images: toNumbers(bytes) });
    const classes = rows.length / run.length;
    for (const [row, place] of run.entries()) {
      const { photo } = places[place] as (typeof places)[number];
      const mean = means[photo] as number[];
      const count = (seen[photo] as Seen).patches.length / each;
      for (let label = 0; label < classes; label++)
        mean[label] = (mean[label] ?? 0) + (rows[row * classes + label] as number) / count;
    }
    await nextTask();
  }
  return means;
}

function camImage(image: RgbImage, patchSize: number): RgbImage {
  const bounded = scaleImage(image, scaledSize(image, { maxSide: mostCamSide }));
  return atLeast(bounded, patchSize);
}
