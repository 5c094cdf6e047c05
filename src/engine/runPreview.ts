/** The sheet that shows a run's progress: always the same inputs, so that sheets compare. */
import * as tf from "@tensorflow/tfjs";
import type { RgbImage } from "../data/rgbImage.ts";
import { Rng } from "../lib/rng.ts";
import { plainBatch } from "./batches.ts";
import type { BuiltModel } from "./builtModel.ts";
import type { PatchSet } from "./patchSet.ts";
import { contactSheet } from "./render.ts";

export const previewColumns = 8;
const sampleRows = 2;
/** The same z for every run, so that runs compare too. */
const previewSeed = 20;

/**
 * For a model that encodes, a row of held-out patches above their reconstructions; for one that
 * generates, rows of samples from fixed z.
 * @returns null for a model that makes no pictures
 */
export async function runPreview(
  model: BuiltModel,
  heldOut: PatchSet | null,
): Promise<RgbImage | null> {
  const parts = tf.tidy(() => {
    const samples = fixedSamples(model);
    return [...reconstructions(model, heldOut), ...(samples ? [samples] : [])];
  });
  if (parts.length === 0) return null;
  const images = parts.length === 1 ? (parts[0] as tf.Tensor4D) : tf.concat(parts);
  const sheet = await contactSheet(images, previewColumns);
  tf.dispose([parts, images]);
  return sheet;
}

function reconstructions(model: BuiltModel, heldOut: PatchSet | null): tf.Tensor4D[] {
  if (!model.reconstruct || !heldOut || heldOut.count < previewColumns) return [];
  const spread = Int32Array.from({ length: previewColumns }, (_, at) =>
    Math.floor((at * heldOut.count) / previewColumns),
  );
  const { images } = plainBatch(heldOut, spread);
  return [images, model.reconstruct(images)];
}

/** [samples, H, W, 3] from the same z each time; null for a model that draws nothing. Sync, inside `tf.tidy`. */
export function fixedSamples(model: BuiltModel): tf.Tensor4D | null {
  if (!model.generate || model.latentDim === undefined) return null;
  const shape: [number, number] = [sampleRows * previewColumns, model.latentDim];
  const z = new Rng(previewSeed).normals(shape[0] * shape[1]);
  return model.generate(tf.tensor2d(z, shape));
}
