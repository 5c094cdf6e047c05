/** What is asked of a classifier: its verdict on a photo with what it looked at, and on many. */
import { cutPatches } from "../../data/cutPatches.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { RgbImage } from "../../data/rgbImage.ts";
import { scaledSize } from "../../data/scaledSize.ts";
import { scaleImage } from "../../data/scaleImage.ts";
import { evenly } from "../../lib/evenly.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { Rng } from "../../lib/rng.ts";
import type { PixelMap } from "../../protocol/answers.ts";
import type { Judged, PhotoToJudge } from "../../protocol/inference.ts";
import type { Evaluation } from "../../protocol/measuring.ts";
import type { PatchSettings, Photo, PhotoSource, TextureClass } from "../../protocol/project.ts";
import { inRuns } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import { splitPatches } from "../dataset/trainingPatches.ts";
import { UnknownRun } from "../errors.ts";
import * as forwards from "../inference/forward.ts";
import type { Compute } from "../inference/inference.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import { atLeast, toNumbers } from "../inference/numbers.ts";
import { largestBatch, rowsBy } from "../inference/rows.ts";
import { evaluate } from "../judging/photoVerdicts.ts";
import { argMax } from "../losses/accuracy.ts";
import { toBitmap } from "../pictures/contactSheet.ts";
import type { Work } from "../work/works.ts";
import { classifying } from "./classify.ts";

/** Longest side of the photo that comes with a verdict, px. */
const shownSide = 512;
/** Longest side that Grad-CAM looks at, px; its cost grows with the area. */
const mostCamSide = 512;
/** Patches of one photo that are judged; spread evenly where there are more. */
const mostPatches = 256;

/** A photo with what the model sees of it. */
interface Seen {
  /** Null where nobody asks for it. */
  readonly photo: ImageBitmap | null;
  /** The whole, as Grad-CAM looks at it; null where nobody asks for that. */
  readonly whole: RgbImage | null;
  /** The patches that are judged, RGB bytes [count, size, size, 3]. */
  readonly patches: Uint8Array;
}

/**
 * Of each photo the mean over its patches and, where that is asked for, where in it the likeliest class was seen.
 * @throws UnknownRun; what goes wrong with one photo is in its place
 */
export async function classifyPhotos(
  { inference, record }: InferringRun,
  photos: readonly PhotoToJudge[],
  resolvePhoto: ResolvePhoto,
): Promise<readonly Judged[]> {
  classifying(inference.model, record.runId);
  const { patches } = record.data;
  const looked = await Promise.all(
    photos.map((asked) =>
      resolvePhoto(asked.photo, { shortSide: patches.shortSide }).then(
        (image) => seenOf(image, patches, asked),
        (error: unknown) => ({ refused: error instanceof Error ? error.name : "" }),
      ),
    ),
  );
  const seen = looked.flatMap((one) => ("refused" in one ? [] : [one]));
  const verdicts = await inference.use(async (compute) => {
    const shares = await judgePatches(compute, seen, patches.size);
    const all: Judged[] = [];
    for (const [at, { photo, whole, patches: cut }] of seen.entries()) {
      const probabilities = shares[at] as number[]; // one a photo
      const likeliest = argMax(probabilities);
      const heat = whole && (await heatOf(compute, whole, likeliest, probabilities.length));
      all.push({ probabilities, heat, photo, patches: cut.length / (patches.size ** 2 * 3) });
    }
    return all;
  });
  return looked.map((one) => ("refused" in one ? one : (verdicts.shift() as Judged))); // in their order
}

/** The bitmaps that cross with verdicts. */
export const photosOf = (judged: readonly Judged[]): ImageBitmap[] =>
  judged.flatMap((one) => ("refused" in one || !one.photo ? [] : [one.photo]));

/**
 * Where in a photo a class was seen.
 * @throws UnknownRun, also where it has no such class; what goes wrong with the photo
 */
export async function heatMapOf(
  { inference, record }: InferringRun,
  photo: Blob | PhotoSource,
  label: number,
  resolvePhoto: ResolvePhoto,
): Promise<PixelMap> {
  classifying(inference.model, record.runId);
  const { classes, patches } = record.data;
  if (!classes[label]) throw new UnknownRun(`Run ${record.runId} has no class ${label}`);
  const image = await resolvePhoto(photo, { shortSide: patches.shortSide });
  const whole = camImage(image, patches.size);
  return inference.use((compute) => heatOf(compute, whole, label, classes.length));
}

async function seenOf(
  image: RgbImage,
  settings: PatchSettings,
  { withHeat, withPhoto }: PhotoToJudge,
): Promise<Seen> {
  const each = settings.size ** 2 * 3;
  const cut = cutPatches(image, settings, new Rng(settings.seed));
  const chosen = evenly(cut.length / each, mostPatches);
  const patches = new Uint8Array(chosen.length * each);
  for (const [at, patch] of chosen.entries())
    patches.set(cut.subarray(patch * each, (patch + 1) * each), at * each);
  const photo = withPhoto
    ? await toBitmap(scaleImage(image, scaledSize(image, { maxSide: shownSide })))
    : null;
  return { photo, whole: withHeat ? camImage(image, settings.size) : null, patches };
}

async function heatOf(
  compute: Compute,
  whole: RgbImage,
  label: number,
  classes: number,
): Promise<PixelMap> {
  const weights = new Float32Array(classes);
  weights[label] = 1;
  const forward = forwards.explaining(classes, 1, whole.height, whole.width);
  const { heat } = await compute(forward, { images: toNumbers(whole.pixels), weights });
  const values = heat as Float32Array; // what `explaining` gives
  const width = Math.round(Math.sqrt((values.length * whole.width) / whole.height)); // the grid has the photo's shape
  return { kind: "heat", width, height: values.length / width, channels: 1, range: [0, 1], values };
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
