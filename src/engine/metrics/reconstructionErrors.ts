/** A model's reconstruction beside two yardsticks that need no learning: the mean image and PCA. */
import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../lib/rng.ts";
import type { ReconstructionErrors } from "../../protocol/measuring.ts";
import { inRuns, plainBatch } from "../dataset/batches.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import type { Encoding } from "../models/model.ts";
import { takeData } from "../ops/takeData.ts";
import { principalComponents, projectionError } from "./principalComponents.ts";

/** PCA is fitted on at most so many training patches, chosen by seed. */
const fittedPatches = 4096;
/** Patches measured at once; bounds the memory. */
const patchesAtOnce = 128;

/** Squared error per value in [-1, 1]² on the held-out patches; PCA fitted on the training patches. */
export async function reconstructionErrors(
  model: Encoding,
  training: PatchSet,
  heldOut: PatchSet,
): Promise<ReconstructionErrors> {
  const chosen = new Rng(1).permutation(training.count).slice(0, fittedPatches);
  const data = tf.tidy(() => asRows(plainBatch(training, Int32Array.from(chosen)).images));
  const pca = await principalComponents(data, 16);
  data.dispose();
  const sums = [0, 0, 0, 0];
  for (const run of inRuns(heldOut.count, patchesAtOnce)) {
    const errors = tf.tidy(() => {
      const { images } = plainBatch(heldOut, run);
      const rows = asRows(images);
      const modelError = tf.losses.meanSquaredError(images, model.reconstruct(images));
      const pcaErrors = [0, 2, 16].map((count) => projectionError(rows, pca, count));
      return tf.stack([modelError, ...pcaErrors]);
    });
    const values = await takeData(errors);
    values.forEach((value, i) => {
      sums[i] = (sums[i] as number) + (value * run.length) / heldOut.count;
    });
  }
  tf.dispose([pca.mean, pca.components]);
  const [error, meanImage, pca2, pca16] = sums as [number, number, number, number];
  return { model: error, meanImage, pca2, pca16 };
}

/** [B, H, W, C] → [B, H · W · C] */
function asRows(images: tf.Tensor4D): tf.Tensor2D {
  return images.reshape([images.shape[0], -1]);
}
