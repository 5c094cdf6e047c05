/** The sheet that shows a run's progress: always the same inputs, so that sheets compare. */
import * as tf from "@tensorflow/tfjs";
import type { RgbImage } from "../data/rgbImage.ts";
import { Rng } from "../lib/rng.ts";
import { plainBatch } from "./batches.ts";
import type { BuiltModel } from "./builtModel.ts";
import { spreadOf } from "./metrics/spread.ts";
import type { PatchSet } from "./patchSet.ts";
import { readScalars } from "./readScalars.ts";
import { contactSheet } from "./render.ts";

export const previewColumns = 8;
const sampleRows = 2;
/** The same z for every run, so that runs compare too. */
const previewSeed = 20;

export interface RunPreview {
  readonly picture: RgbImage;
  /** How much the samples differ from each other; null for a model that draws none. */
  readonly spread: number | null;
}

/**
 * For a model that encodes, a row of held-out patches above their reconstructions; for one that
 * generates, rows of samples from fixed z.
 * @returns null for a model that makes no pictures
 */
export async function runPreview(
  model: BuiltModel,
  heldOut: PatchSet | null,
): Promise<RunPreview | null> {
  const [images, spread] = tf.tidy(() => {
    const samples = fixedSamples(model);
    const parts = [...reconstructions(model, heldOut), ...(samples ? [samples] : [])];
    return parts.length === 0 ? [] : [tf.concat(parts), ...(samples ? [spreadOf(samples)] : [])];
  }) as [tf.Tensor4D?, tf.Scalar?];
  if (!images) return null;
  const picture = await contactSheet(images, previewColumns);
  images.dispose();
  const [values = {}] = await readScalars(spread ? [{ spread }] : []);
  return { picture, spread: values.spread ?? null };
}

function reconstructions(model: BuiltModel, heldOut: PatchSet | null): tf.Tensor4D[] {
  if (!model.reconstruct || !heldOut || heldOut.count < previewColumns) return [];
  const spread = Int32Array.from({ length: previewColumns }, (_, at) =>
    Math.floor((at * heldOut.count) / previewColumns),
  );
  const { images } = plainBatch(heldOut, spread);
  return [images, model.reconstruct(images)];
}

/** [samples, H, W, 3] from the same z each time; null for a model that draws nothing. */
function fixedSamples(model: BuiltModel): tf.Tensor4D | null {
  if (!model.generate || model.latentDim === undefined) return null;
  const shape: [number, number] = [sampleRows * previewColumns, model.latentDim];
  const z = new Rng(previewSeed).normals(shape[0] * shape[1]);
  return model.generate(tf.tensor2d(z, shape));
}
