/**
 * What a kernel distance is measured by: real patches, the scale of their features, and two distances to
 * compare with. Other real patches come as close as a model of these data can; those with their pixels
 * shuffled have the right colours and no texture.
 */

import type { Breathe, Pieces } from "../../lib/pieces.ts";
import type { Rng } from "../../lib/rng.ts";
import type { KidYardsticks } from "../../protocol/run.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { type FeatureNet, featureCountOf, featurePieces, type ImagesAt } from "./featureNet.ts";
import { kid } from "./kid.ts";
import { type ChosenPatches, patchesAt, realPatchesOf } from "./realPatches.ts";
import { shufflePixels } from "./shufflePixels.ts";
import { type FeatureScale, scaleOf, standardized } from "./standardize.ts";

export interface Yardsticks extends KidYardsticks {
  readonly net: FeatureNet;
  readonly scale: FeatureScale;
  /** [n, number of features] of the real patches, on that scale */
  readonly real: Float32Array;
}

/**
 * @param net    sees the features; figures that are compared across runs come of the same one
 * @param orders shuffles the pixels
 * @param known  the scale to take; left out, it is that of the training patches chosen for the yardsticks
 */
export async function* yardstickPieces(
  net: FeatureNet,
  patches: ResidentPatches,
  chosen: ChosenPatches,
  orders: Rng,
  known?: FeatureScale,
): Pieces<Yardsticks> {
  const others = patchesAt(patches.training, chosen.others);
  const unscaled = yield* featurePieces(net, chosen.others.length, others);
  const scale = known ?? scaleOf(unscaled, net.kinds);
  const count = chosen.heldOut.length + chosen.filled.length;
  const real = standardized(
    yield* featurePieces(net, count, realPatchesOf(patches, chosen)),
    scale,
  );
  const shuffledAt: ImagesAt = async (run) => shufflePixels(await others(run), orders);
  const shuffled = yield* featurePieces(net, chosen.others.length, shuffledAt);
  const width = featureCountOf(net);
  return {
    net,
    scale,
    real,
    kidFloor: await kid(standardized(unscaled, scale), real, width),
    kidCeiling: await kid(standardized(shuffled, scale), real, width),
    heldOutPatches: chosen.heldOut.length,
    trainingPatches: chosen.filled.length,
  };
}

/** Distance of pictures, by their features as they are, from the real patches. */
export function kidOf(
  features: Float32Array,
  { net, scale, real }: Yardsticks,
  breathe?: Breathe,
): Promise<number> {
  return kid(standardized(features, scale), real, featureCountOf(net), breathe);
}
