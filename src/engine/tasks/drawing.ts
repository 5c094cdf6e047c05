/** What is asked of a model that draws: a picture, many, what its numbers do, and whether it copies. */
import { nextTask } from "../../lib/nextTask.ts";
import { type Counting, uncounted } from "../../lib/pieces.ts";
import { Rng } from "../../lib/rng.ts";
import type { Drawing, LatentSpace } from "../../protocol/inference.ts";
import type { Memorisation } from "../../protocol/quality.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { inRuns } from "../dataset/batches.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { drawings, oneAfterAnother } from "../inference/drawings.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import { largestBatch } from "../inference/rows.ts";
import { latentOrder, startPoints } from "../latent/latentOrder.ts";
import { latentDims, latentLength, latentShape, wholeLatent } from "../models/latents.ts";
import { contactSheet, sheetOf, toBitmap } from "../pictures/contactSheet.ts";
import { memorisation, memorisationBreaths } from "../quality/memorisation.ts";
import { drawn, drawnAtOnce, samplesOf } from "../quality/modelSamples.ts";
import { randomNet } from "../quality/randomFeatures.ts";
import { generativeOf } from "./draw.ts";

/**
 * One picture, of the patch size unless another is asked for; of the first class where none is stated.
 * @throws UnknownRun when it cannot generate; RangeError for numbers, or a size, that it does not draw from
 */
export async function generate(
  { inference, record }: InferringRun,
  { z, weights, size }: Drawing,
): Promise<ImageBitmap> {
  const generative = generativeOf(inference.model, record.runId);
  const { classes = 0 } = generative;
  const shape = latentShape(generative, size);
  const latents = wholeLatent(z, shape);
  const told = weights && toldShape(weights, classes, shape);
  const side = record.data.patches.size;
  const { width, height } = size ?? { width: side, height: side };
  const values = await inference.use((compute) =>
    drawings(compute, generative, latents, weights, shape, told),
  );
  return toBitmap(sheetOf(values, { count: 1, height, width }, 1));
}

/** [classes], or of a field [h, w, classes]. @throws RangeError */
function toldShape(
  { length }: Float32Array,
  classes: number,
  shape: readonly number[],
): readonly number[] {
  if (length === classes) return [classes];
  const byPlace = [...shape.slice(0, -1), classes];
  if (shape.length > 1 && length === latentLength(byPlace)) return byPlace;
  throw new RangeError(`weights has ${length} values, not ${classes}`);
}

const repeated = (numbers: Float32Array, length: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => numbers[at % numbers.length] as number);

/** @throws UnknownRun when the run's model cannot generate */
export function latentSpace({ inference, record }: InferringRun): Promise<LatentSpace> {
  const generative = generativeOf(inference.model, record.runId);
  const { latentShape: shape, classes = 0 } = generative;
  const dims = latentDims(generative);
  const told = oneAfterAnother(startPoints, classes); // both ends of a dimension are of one class
  return inference.use((compute) =>
    latentOrder(dims, largestBatch, (z) => {
      const count = z.length / dims;
      const whole = new Float32Array(count * latentLength(shape));
      for (let at = 0; at < count; at++) {
        const one = wholeLatent(z.subarray(at * dims, (at + 1) * dims), shape);
        whole.set(one, at * one.length);
      }
      return drawings(compute, generative, whole, repeated(told, count * classes));
    }),
  );
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
    const length = latentLength(generative.latentShape);
    const all = rng.normals(count * length);
    const bytes = new Uint8Array(count * size * size * 3);
    for (const run of inRuns(count, largestBatch)) {
      const first = run[0] as number; // no run is empty
      const z = all.slice(first * length, (first + run.length) * length);
      const values = await drawings(compute, generative, z);
      const shape = { count: run.length, height: size, width: size };
      bytes.set(sheetOf(values, shape, 1).pixels, first * size * size * 3); // one column: picture after picture
      await nextTask();
    }
    return bytes;
  });
}

/**
 * `count` samples beside the training patches most like them.
 * @param most pairs that are shown
 * @throws UnknownRun when the model does not generate; NotEnoughData
 */
export async function memorisationOf(
  { inference, record }: InferringRun & { readonly record: Pick<RunRecord, "step"> },
  patches: ResidentPatches,
  { count, most, seed }: { readonly count: number; readonly most: number; readonly seed: number },
  counting: Counting = uncounted,
): Promise<Memorisation> {
  const { step, data } = record;
  const breaths = Math.ceil(count / drawnAtOnce) + memorisationBreaths(count, patches);
  const breathe = counting(breaths);
  const generative = generativeOf(inference.model, record.runId);
  const asked = { count, rng: new Rng(seed) };
  const imagesAt = samplesOf(inference, generative, data.patches.size, asked);
  const pictures = await drawn(imagesAt, count, breathe);
  const found = await memorisation(randomNet(inference), pictures, patches, most, breathe);
  const { images, ...rest } = found;
  return { sheet: await toBitmap(contactSheet(images, 2)), step, ...rest };
}
