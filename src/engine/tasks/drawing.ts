/** What is asked of a model that draws: a picture, many, what its numbers do, and whether it copies. */
import { nextTask } from "../../lib/nextTask.ts";
import { type Counting, uncounted } from "../../lib/pieces.ts";
import { Rng } from "../../lib/rng.ts";
import type { LatentSpace } from "../../protocol/inference.ts";
import type { Memorisation } from "../../protocol/quality.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { inRuns } from "../dataset/batches.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import * as forwards from "../inference/forward.ts";
import type { Compute } from "../inference/inference.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import { batchFor, filledUp, largestBatch } from "../inference/numbers.ts";
import { latentOrder, startPoints } from "../latent/latentOrder.ts";
import type { Generative } from "../models/model.ts";
import { contactSheet, sheetOf, toBitmap } from "../pictures/contactSheet.ts";
import { memorisation, memorisationBreaths } from "../quality/memorisation.ts";
import { drawn, drawnAtOnce, samplesOf } from "../quality/modelSamples.ts";
import { generativeOf } from "./draw.ts";
import type { TrainedModel } from "./task.ts";

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

/**
 * `count` samples beside the training patches most like them.
 * @param most pairs that are shown
 * @throws UnknownRun when the model does not generate; NotEnoughData
 */
export async function memorisationOf(
  { model, record }: TrainedModel & { readonly record: Pick<RunRecord, "step"> },
  patches: ResidentPatches,
  { count, most, seed }: { readonly count: number; readonly most: number; readonly seed: number },
  counting: Counting = uncounted,
): Promise<Memorisation> {
  const { step } = record;
  const breaths = Math.ceil(count / drawnAtOnce) + memorisationBreaths(count, patches);
  const breathe = counting(breaths);
  const drawnBy = samplesOf(generativeOf(model, record.runId), count, new Rng(seed));
  const samples = await drawn(drawnBy, count, breathe);
  try {
    const { images, ...found } = await memorisation(samples, patches, most, breathe);
    const sheet = await contactSheet(images, 2);
    return { sheet: await toBitmap(sheet), step, ...found };
  } finally {
    samples.dispose();
  }
}
