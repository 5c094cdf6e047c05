/** What a trained model can do for a user, the same in the engine and in the sampler. */
import { cutPatches } from "../../data/cutPatches.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { RgbImage } from "../../data/rgbImage.ts";
import { scaledSize } from "../../data/scaledSize.ts";
import { scaleImage } from "../../data/scaleImage.ts";
import { evenly } from "../../lib/evenly.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { Rng } from "../../lib/rng.ts";
import type { LatentSpace, Translation, Verdict } from "../../protocol/inference.ts";
import type { PatchSettings, PhotoSource } from "../../protocol/project.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { inRuns } from "../dataset/batches.ts";
import { latentOrder, startPoints } from "../latent/latentOrder.ts";
import { argMax } from "../losses/accuracy.ts";
import type { Generative } from "../models/model.ts";
import { greyBitmap, sheetOf, toBitmap } from "../pictures/contactSheet.ts";
import { classifying, encoding, generativeOf, translating } from "./abilities.ts";
import * as forwards from "./forward.ts";
import type { Compute, Inference } from "./inference.ts";
import { atLeast, batchFor, centreOf, filledUp, largestBatch, toNumbers } from "./numbers.ts";

/** Longest side of the photo that a verdict shows, px. */
const shownSide = 512;
/** Longest side that Grad-CAM looks at, px; its cost grows with the area. */
const mostCamSide = 512;
/** Longest side of a photo that is translated, px; memory grows with the area. */
const mostTranslatedSide = 512;
/** Patches of one photo that are judged; spread evenly where there are more. */
const mostPatches = 256;

export interface InferringRun {
  readonly inference: Inference;
  readonly record: Pick<RunRecord, "runId" | "data">;
}

/**
 * Decodes z [latentDim]; the bitmap has the patch size.
 * @param weights how much of each class, for a model that is told classes; the first where left out
 * @throws UnknownRun when it cannot generate
 */
export async function generate(
  { inference, record }: InferringRun,
  z: Float32Array,
  weights?: Float32Array,
): Promise<ImageBitmap> {
  const generative = generativeOf(inference.model, record.runId);
  const { latentDim, classes = 0 } = generative;
  requireLength("z", z, latentDim);
  if (weights) requireLength("weights", weights, classes);
  const values = await inference.use((compute) => draw(compute, generative, z, weights));
  const { size } = record.data.patches;
  return toBitmap(sheetOf(values, { count: 1, height: size, width: size }, 1));
}

/**
 * Pictures of z [count, latentDim], at most `largestBatch`: [count, size, size, 3] in [-1, 1].
 * @param weights [count, classes]; one class after the other where left out
 */
async function draw(
  compute: Compute,
  generative: Generative,
  z: Float32Array,
  weights = oneAfterAnother(z.length / generative.latentDim, generative.classes ?? 0),
): Promise<Float32Array> {
  const { latentDim, classes = 0 } = generative;
  const count = z.length / latentDim;
  const batch = batchFor(count);
  const { images } = await compute(forwards.drawing(generative, batch), {
    z: filledUp(z, batch, latentDim),
    ...(classes > 0 && { weights: filledUp(weights, batch, classes) }),
  });
  const values = images as Float32Array; // what `drawing` gives
  return values.subarray(0, (values.length / batch) * count);
}

/** [count, classes] */
function oneAfterAnother(count: number, classes: number): Float32Array {
  const weights = new Float32Array(count * classes);
  for (let at = 0; at < count && classes > 0; at++) weights[at * classes + (at % classes)] = 1;
  return weights;
}

const repeated = (numbers: Float32Array, length: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => numbers[at % numbers.length] as number);

/** Mean over the photo's patches, and where in the whole photo the likeliest class was seen. */
export async function classify(
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
 * A whole photo as it would look in domain `target` (0 or 1), scaled as the run's photos are. In one
 * piece, so that no seam shows.
 */
export async function translate(
  { inference, record }: InferringRun,
  photo: Blob | PhotoSource,
  target: number,
  resolvePhoto: ResolvePhoto,
): Promise<Translation> {
  translating(inference.model, record.runId);
  const { size, shortSide } = record.data.patches;
  const image = await resolvePhoto(photo, { shortSide });
  const bounded = scaleImage(image, scaledSize(image, { maxSide: mostTranslatedSide }));
  const whole = atLeast(bounded, size);
  const even = centreOf(whole, whole.width - (whole.width % 2), whole.height - (whole.height % 2));
  const { height, width } = even;
  const forward = forwards.translating(target, 1, height, width);
  const feeds = { images: toNumbers(even.pixels) };
  const { images } = await inference.use((compute) => compute(forward, feeds));
  const drawn = sheetOf(images as Float32Array, { count: 1, height, width }, 1); // what `translating` gives
  return { photo: await toBitmap(even), picture: await toBitmap(drawn) };
}

/** zMean of the centre patch of the scaled photo: [latentDim]. */
export async function encode(
  { inference, record }: InferringRun,
  photo: Blob | PhotoSource,
  resolvePhoto: ResolvePhoto,
): Promise<Float32Array> {
  encoding(inference.model, record.runId);
  const { size, shortSide } = record.data.patches;
  const image = await resolvePhoto(photo, { shortSide });
  const centre = centreOf(atLeast(image, size), size, size);
  const feeds = { images: toNumbers(centre.pixels) };
  const { z } = await inference.use((compute) => compute(forwards.encoding(1, size), feeds));
  return z as Float32Array; // what `encoding` gives
}

/** @throws UnknownRun when the run's model cannot generate */
export function latentSpace({ inference, record }: InferringRun): Promise<LatentSpace> {
  const generative = generativeOf(inference.model, record.runId);
  const { latentDim, classes = 0 } = generative;
  const told = oneAfterAnother(startPoints, classes); // both ends of a dimension are of one class
  return inference.use((compute) =>
    latentOrder(latentDim, largestBatch, (z) => {
      const weights = repeated(told, (z.length / latentDim) * classes);
      return draw(compute, generative, z, weights);
    }),
  );
}

/** @throws RangeError */
function requireLength(name: string, values: Float32Array, length: number): void {
  if (values.length !== length)
    throw new RangeError(`${name} has ${values.length} values, not ${length}`);
}

/** `count` pictures of z from the prior: [count, size, size, 3] RGB bytes. */
export async function samples(
  { inference, record }: InferringRun,
  count: number,
  rng: Rng,
): Promise<Uint8Array> {
  const generative = generativeOf(inference.model, record.runId);
  const { size } = record.data.patches;
  return inference.use(async (compute) => {
    const { latentDim } = generative;
    const all = rng.normals(count * latentDim);
    const bytes = new Uint8Array(count * size * size * 3);
    for (const run of inRuns(count, largestBatch)) {
      const first = run[0] as number; // no run is empty
      const z = all.slice(first * latentDim, (first + run.length) * latentDim);
      const values = await draw(compute, generative, z);
      const shape = { count: run.length, height: size, width: size };
      bytes.set(sheetOf(values, shape, 1).pixels, first * size * size * 3); // one column: picture after picture
      await nextTask();
    }
    return bytes;
  });
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
