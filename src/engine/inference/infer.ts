/** What a trained model can do for a user, the same in the engine and in the sampler. */
import * as tf from "@tensorflow/tfjs";
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
import { UnknownRun } from "../errors.ts";
import { gradCam } from "../explain/gradCam.ts";
import { latentOrder } from "../latent/latentOrder.ts";
import { argMax } from "../losses/accuracy.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { sameWeights } from "../models/classWeights.ts";
import type { Classifying, Encoding, Generative, Translating } from "../models/model.ts";
import { takeData } from "../ops/takeData.ts";
import { contactSheet, greyBitmap, toBitmap } from "../pictures/contactSheet.ts";

/** Longest side of the photo that a verdict shows, px. */
const shownSide = 512;
/** Longest side that Grad-CAM looks at, px; its cost grows with the area. */
const mostCamSide = 512;
/** Longest side of a photo that is translated, px; memory grows with the area. */
const mostTranslatedSide = 512;
const patchesAtOnce = 32;
/** Patches of one photo that are judged; spread evenly where there are more. */
const mostPatches = 256;

export interface TrainedModel {
  readonly model: BuiltModel;
  readonly record: Pick<RunRecord, "runId" | "data">;
}

/**
 * Decodes z [latentDim]; the bitmap has the patch size.
 * @param weights how much of each class, for a model that is told classes; the first where left out
 * @throws UnknownRun when it cannot generate
 */
export async function generate(
  { model, record }: TrainedModel,
  z: Float32Array,
  weights?: Float32Array,
): Promise<ImageBitmap> {
  const generative = generativeOf(model, record.runId);
  const { latentDim, classes = 0 } = generative;
  requireLength("z", z, latentDim);
  if (weights) requireLength("weights", weights, classes);
  const image = tf.tidy(() =>
    generative.generate(tf.tensor2d(z, [1, latentDim]), weights && sameWeights(1, weights)),
  );
  const sheet = await contactSheet(image, 1);
  return toBitmap(sheet);
}

/** Mean over the photo's patches, and where in the whole photo the likeliest class was seen. */
export async function classify(
  { model, record }: TrainedModel,
  photo: Blob | PhotoSource,
  resolvePhoto: ResolvePhoto,
): Promise<Verdict> {
  const classifier = classifying(model, record.runId);
  const { patches } = record.data;
  const image = await resolvePhoto(photo, { shortSide: patches.shortSide });
  const { probabilities, count } = await judgePatches(classifier, image, patches);
  const label = argMax(probabilities);
  const map = tf.tidy(() => {
    const maps = gradCam(classifier, toImages(camImage(image, patches.size)), label);
    return maps.squeeze<tf.Tensor2D>([0]); // [h, w]
  });
  const heat = await greyBitmap(map);
  const shown = scaleImage(image, scaledSize(image, { maxSide: shownSide }));
  return { probabilities, photo: await toBitmap(shown), heat, patches: count };
}

/**
 * A whole photo as it would look in domain `target` (0 or 1), scaled as the run's photos are. In one
 * piece, so that no seam shows.
 */
export async function translate(
  { model, record }: TrainedModel,
  photo: Blob | PhotoSource,
  target: number,
  resolvePhoto: ResolvePhoto,
): Promise<Translation> {
  const translator = translating(model, record.runId);
  const { size, shortSide } = record.data.patches;
  const image = await resolvePhoto(photo, { shortSide });
  const bounded = scaleImage(image, scaledSize(image, { maxSide: mostTranslatedSide }));
  const whole = atLeast(bounded, size);
  const even = centreOf(whole, whole.width - (whole.width % 2), whole.height - (whole.height % 2));
  const images = tf.tidy(() => translator.translate(toImages(even), target));
  const drawn = await contactSheet(images, 1);
  return { photo: await toBitmap(even), picture: await toBitmap(drawn) };
}

/** zMean of the centre patch of the scaled photo: [latentDim]. */
export async function encode(
  { model, record }: TrainedModel,
  photo: Blob | PhotoSource,
  resolvePhoto: ResolvePhoto,
): Promise<Float32Array> {
  const encoder = encoding(model, record.runId);
  const { size, shortSide } = record.data.patches;
  const image = await resolvePhoto(photo, { shortSide });
  const centre = centreOf(atLeast(image, size), size, size);
  const z = tf.tidy(() => encoder.encode(toImages(centre)));
  return (await takeData(z)) as Float32Array;
}

/** @throws UnknownRun when the run's model cannot generate */
export function latentSpace({ model, record }: TrainedModel): Promise<LatentSpace> {
  return latentOrder(generativeOf(model, record.runId));
}

/** @throws RangeError */
function requireLength(name: string, values: Float32Array, length: number): void {
  if (values.length !== length)
    throw new RangeError(`${name} has ${values.length} values, not ${length}`);
}

/** `count` pictures of z from the prior: [count, size, size, 3] RGB bytes. */
export async function samples(
  { model, record }: TrainedModel,
  count: number,
  rng: Rng,
): Promise<Uint8Array> {
  const generative = generativeOf(model, record.runId);
  const { latentDim } = generative;
  const { size } = record.data.patches;
  const bytes = new Uint8Array(count * size * size * 3);
  for (const run of inRuns(count, patchesAtOnce)) {
    const z = rng.normals(run.length * latentDim);
    const images = tf.tidy(() => generative.generate(tf.tensor2d(z, [run.length, latentDim])));
    const { pixels } = await contactSheet(images, 1); // one column: picture after picture
    bytes.set(pixels, (run[0] as number) * size * size * 3);
  }
  return bytes;
}

/** @throws UnknownRun when the model cannot generate */
export function generativeOf(model: BuiltModel, runId: string): Generative {
  if (model.latentDim === undefined || !model.generate)
    throw new UnknownRun(`Run ${runId} cannot generate`);
  return model as BuiltModel & Generative; // checked above
}

/** @throws UnknownRun when the model cannot classify */
export function classifying(model: BuiltModel, runId: string): Classifying {
  const { logits, features, head } = model;
  if (!logits || !features || !head) throw new UnknownRun(`Run ${runId} cannot classify`);
  return model as BuiltModel & Classifying; // checked above
}

/** @throws UnknownRun when the model cannot translate */
export function translating(model: BuiltModel, runId: string): Translating {
  if (!model.translate) throw new UnknownRun(`Run ${runId} cannot translate`);
  return model as BuiltModel & Translating; // checked above
}

/** @throws UnknownRun when the model cannot encode */
export function encoding(model: BuiltModel, runId: string): Encoding {
  if (!model.encode || !model.reconstruct) throw new UnknownRun(`Run ${runId} cannot encode`);
  return model as BuiltModel & Encoding; // checked above
}

async function judgePatches(
  classifier: Classifying,
  image: RgbImage,
  settings: PatchSettings,
): Promise<{ probabilities: number[]; count: number }> {
  const { size } = settings;
  const cut = cutPatches(image, settings, new Rng(settings.seed));
  const chosen = evenly(cut.length / (size * size * 3), mostPatches);
  const count = chosen.length;
  const sums: tf.Tensor1D[] = [];
  for (const run of inRuns(count, patchesAtOnce)) {
    const patches = [...run].map((at) => patchAt(cut, size, chosen[at] as number));
    sums.push(
      tf.tidy(() => {
        const images = tf.concat(patches.map(toImages));
        return tf.sum(tf.softmax(classifier.logits(images)), 0) as tf.Tensor1D;
      }),
    );
    await nextTask();
  }
  const mean = tf.tidy(() => tf.addN(sums).div(count));
  tf.dispose(sums);
  return { probabilities: [...(await takeData(mean))], count };
}

function patchAt(patches: Uint8Array, size: number, index: number): RgbImage {
  const bytes = size * size * 3;
  const pixels = patches.subarray(index * bytes, (index + 1) * bytes);
  return { width: size, height: size, pixels };
}

function camImage(image: RgbImage, patchSize: number): RgbImage {
  const bounded = scaleImage(image, scaledSize(image, { maxSide: mostCamSide }));
  return atLeast(bounded, patchSize);
}

/** Enlarged where a side is shorter than `side`; a very narrow strip loses its proportions. */
function atLeast(image: RgbImage, side: number): RgbImage {
  const { width, height } = image;
  return scaleImage(image, { width: Math.max(side, width), height: Math.max(side, height) });
}

/** The middle of an image that is at least as large. */
function centreOf(image: RgbImage, width: number, height: number): RgbImage {
  const left = Math.floor((image.width - width) / 2);
  const top = Math.floor((image.height - height) / 2);
  const pixels = new Uint8Array(width * height * 3);
  for (let line = 0; line < height; line++) {
    const from = ((top + line) * image.width + left) * 3;
    pixels.set(image.pixels.subarray(from, from + width * 3), line * width * 3);
  }
  return { width, height, pixels };
}

/** [1, H, W, 3] in [-1, 1] */
function toImages({ width, height, pixels }: RgbImage): tf.Tensor4D {
  return tf.tidy(() =>
    tf
      .tensor4d(Float32Array.from(pixels), [1, height, width, 3])
      .mul(2 / 255)
      .sub(1),
  );
}
