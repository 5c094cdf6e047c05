/**
 * What a kernel distance is measured by: real patches, the scale of their features, and two distances to
 * compare with. Other real patches come as close as a model of these data can; those with their pixels
 * shuffled have the right colours and no texture.
 */

import type { Pieces } from "../../lib/pieces.ts";
import type { Rng } from "../../lib/rng.ts";
import type { KidYardsticks } from "../../protocol/run.ts";
import type { ResidentPatches } from "../liveRun.ts";
import type { PatchSet } from "../patchSet.ts";
import { kid } from "./kid.ts";
import { featureCount, featureKinds, featurePieces, type ImagesAt } from "./randomFeatures.ts";
import { type ChosenPatches, patchesAt, realPatchesOf } from "./realPatches.ts";
import { shufflePixels } from "./shufflePixels.ts";
import { type FeatureScale, scaleOf, standardized } from "./standardize.ts";

/** Training patches that the scale is taken from; a fixed, even choice where there are more. */
const mostScaling = 2048;

export interface Yardsticks extends KidYardsticks {
  readonly scale: FeatureScale;
  /** [n, featureCount] of the real patches, on that scale */
  readonly real: Float32Array;
}

/** @param orders shuffles the pixels */
export async function* yardstickPieces(
  patches: ResidentPatches,
  chosen: ChosenPatches,
  orders: Rng,
): Pieces<Yardsticks> {
  const { training } = patches;
  const scale = yield* scalePieces(training);
  const scaled = async function* (count: number, imagesAt: ImagesAt): Pieces<Float32Array> {
    return standardized(yield* featurePieces(count, imagesAt), scale);
  };
  const count = chosen.heldOut.length + chosen.filled.length;
  const real = yield* scaled(count, realPatchesOf(patches, chosen));
  const others = patchesAt(training, chosen.others);
  const plain = yield* scaled(chosen.others.length, others);
  const shuffled = yield* scaled(chosen.others.length, (run) => shufflePixels(others(run), orders));
  return {
    scale,
    real,
    kidFloor: await kid(plain, real, featureCount),
    kidCeiling: await kid(shuffled, real, featureCount),
    heldOutPatches: chosen.heldOut.length,
    trainingPatches: chosen.filled.length,
  };
}

/** The same for every model of these data. */
export async function* scalePieces(training: PatchSet): Pieces<FeatureScale> {
  const count = Math.min(training.count, mostScaling);
  const spread = Int32Array.from({ length: count }, (_, at) =>
    Math.floor((at * training.count) / count),
  );
  return scaleOf(yield* featurePieces(count, patchesAt(training, spread)), featureKinds);
}

/** Distance of pictures, by their features as they are, from the real patches. */
export function kidOf(features: Float32Array, { scale, real }: Yardsticks): Promise<number> {
  return kid(standardized(features, scale), real, featureCount);
}
