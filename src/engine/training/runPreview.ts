/** The sheet that shows a run's progress: always the same inputs, so that sheets compare. */
import * as tf from "@tensorflow/tfjs";
import type { RgbImage } from "../../data/rgbImage.ts";
import { evenly } from "../../lib/evenly.ts";
import { Rng } from "../../lib/rng.ts";
import { plainBatch } from "../dataset/batches.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { meanSpreadOf } from "../metrics/spread.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { onlyClass } from "../models/classWeights.ts";
import { readScalars } from "../ops/readScalars.ts";
import { contactSheet } from "../pictures/contactSheet.ts";

export const previewColumns = 8;
const sampleRows = 2;
/** A model that is told classes draws a row of each, of the same z. */
const mostClassRows = 8;
/** The same z for every run, so that runs compare too. */
const previewSeed = 20;

export interface RunPreview {
  readonly picture: RgbImage;
  /** How much the samples differ from each other, within each class where it is told classes; null for a model that draws none. */
  readonly spread: number | null;
}

/**
 * For a model that encodes, a row of held-out patches above their reconstructions; for one that
 * translates, a row of patches of either domain above how they look in the other; for one that
 * generates, rows of samples from fixed z.
 * @returns null for a model that makes no pictures
 */
export async function runPreview(
  model: BuiltModel,
  { training, heldOut }: ResidentPatches,
): Promise<RunPreview | null> {
  const [images, spread] = tf.tidy(() => {
    const drawn = samples(model);
    const parts = [
      ...reconstructions(model, heldOut),
      ...translations(model, heldOut ?? training),
      ...drawn,
    ];
    if (parts.length === 0) return [];
    return [tf.concat(parts), ...(drawn.length > 0 ? [meanSpreadOf(drawn)] : [])];
  }) as [tf.Tensor4D?, tf.Scalar?];
  if (!images) return null;
  const [picture, [values = {}]] = await Promise.all([
    contactSheet(images, previewColumns),
    readScalars(spread ? [{ spread }] : []),
  ]);
  return { picture, spread: values.spread ?? null };
}

function reconstructions(model: BuiltModel, heldOut: PatchSet | null): tf.Tensor4D[] {
  if (!model.reconstruct || !heldOut || heldOut.count < previewColumns) return [];
  const { images } = plainBatch(heldOut, Int32Array.from(evenly(heldOut.count, previewColumns)));
  return [images, model.reconstruct(images)];
}

function translations(model: BuiltModel, patches: PatchSet): tf.Tensor4D[] {
  if (!model.translate) return [];
  return [0, 1].flatMap((source) => {
    const all = patches.indicesOf(source);
    if (all.length < previewColumns) return [];
    const shown = Int32Array.from(evenly(all.length, previewColumns), (at) => all[at] as number);
    const { images } = plainBatch(patches, shown);
    return [images, model.translate?.(images, 1 - source) as tf.Tensor4D]; // checked above
  });
}

function samples(model: BuiltModel): tf.Tensor4D[] {
  const { latentDim, classes = 0 } = model;
  if (!model.generate || latentDim === undefined) return [];
  const draw = (count: number, weights?: tf.Tensor2D) => {
    const z = new Rng(previewSeed).normals(count * latentDim);
    return model.generate?.(tf.tensor2d(z, [count, latentDim]), weights) as tf.Tensor4D; // checked above
  };
  if (classes === 0) return [draw(sampleRows * previewColumns)];
  return [...Array(Math.min(classes, mostClassRows)).keys()].map((label) =>
    draw(previewColumns, onlyClass(previewColumns, classes, label)),
  );
}
