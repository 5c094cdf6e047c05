/** The last layer of every encoder. */
import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import { batchNorm, seededDense } from "../layers/seeded.ts";

/**
 * Features [B, n] → code [B, latentDim] that over the data has mean 0 and variance 1 in each dimension
 * (batch norm without scale and offset: Zhu et al., 2020, arXiv 2004.12585), so that draws from N(0, 1)
 * land where the decoder has learnt something.
 */
export function normedCode(
  rng: Rng,
  latentDim: number,
  features: tf.SymbolicTensor,
): tf.SymbolicTensor {
  return batchNorm(seededDense(rng, { units: latentDim }, features), { isAffine: false });
}
