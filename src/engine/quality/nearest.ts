/** How far pictures are, by their features, from the most alike of a set. */
import * as tf from "@tensorflow/tfjs";
import { nextTask } from "../../lib/nextTask.ts";
import type { Breathe } from "../../lib/pieces.ts";
import { inRuns } from "../dataset/batches.ts";
import { takeData } from "../ops/takeData.ts";

/** Features of pictures, and the photo that each was cut from. */
export interface FeatureRows {
  /** [n, width] */
  readonly features: Float32Array;
  /** [n] index of the photo, −1 for a picture that comes from none of the set's photos. */
  readonly photos: Int32Array;
}

/** Rows compared at once; bounds the memory. */
export const rowsAtOnce = 64;
/** Stands for a picture of the same photo: farther than any two standardised pictures are. */
export const tooFar = 1e6;

export interface Nearest {
  /** [n] mean squared difference a feature, ≥ 0; at least `tooFar` where the set has no other photo */
  readonly distances: Float32Array;
  /** [n] which of the set it is */
  readonly places: Int32Array;
}

/** The nearest picture of another photo. Computed on the device, through a² + b² − 2ab. */
export async function nearestOf(
  queries: FeatureRows,
  set: FeatureRows,
  breathe: Breathe = nextTask,
): Promise<Nearest> {
  const count = queries.photos.length;
  const width = queries.features.length / count;
  const known = tf.tensor2d(set.features, [set.photos.length, width]);
  const knownPhotos = tf.tensor2d(set.photos, [1, set.photos.length], "int32");
  const knownSquares = tf.tidy((): tf.Tensor2D => known.square().sum(1).reshape([1, -1])); // [1, m]
  const nearest = { distances: new Float32Array(count), places: new Int32Array(count) };
  try {
    for (const run of inRuns(count, rowsAtOnce)) {
      const [first = 0] = run;
      const end = first + run.length;
      const [distances, places] = tf.tidy(() => {
        const rows = tf.tensor2d(queries.features.slice(first * width, end * width), [
          run.length,
          width,
        ]);
        const photos = tf.tensor2d(queries.photos.slice(first, end), [run.length, 1], "int32");
        const products = tf.matMul(rows, known, false, true); // [B, m]
        const squares = rows.square().sum(1, true).add(knownSquares);
        const apart = squares.sub(products.mul(2)).div(width).relu(); // rounding may go below 0
        const others = apart.add(photos.equal(knownPhotos).toFloat().mul(tooFar));
        return [others.min(1), others.neg().argMax(1)] as const;
      });
      const [distanceValues, placeValues] = await Promise.all([
        takeData(distances),
        takeData(places),
      ]);
      nearest.distances.set(distanceValues, first);
      nearest.places.set(placeValues, first);
      await breathe();
    }
    return nearest;
  } finally {
    tf.dispose([known, knownPhotos, knownSquares]);
  }
}
