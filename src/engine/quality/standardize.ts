/**
 * Features on one scale: each with mean 0 and deviation 1 over a reference set, what lies far out drawn
 * in, and every kind of feature with the same weight.
 */

/** One entry a feature. */
export interface FeatureScale {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** Brings each kind to the same sum of squares: without it three colours stand against hundreds. */
  readonly weight: readonly number[];
}

/** Below it a feature says nothing about the reference, and what it says about others is not enlarged. */
const smallestDeviation = 1e-3;
/** Deviations that no feature exceeds, so that a single odd one does not decide a cubic kernel. */
const bound = 2;

/**
 * @param features [n, width], n ≥ 1
 * @param kinds    number of features of each kind, in order; they sum to the width
 */
export function scaleOf(features: Float32Array, kinds: readonly number[]): FeatureScale {
  const width = kinds.reduce((sum, count) => sum + count, 0);
  const rows = features.length / width;
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  for (let at = 0; at < features.length; at++) {
    const feature = at % width;
    mean[feature] = (mean[feature] as number) + (features[at] as number) / rows;
  }
  for (let at = 0; at < features.length; at++) {
    const feature = at % width;
    const off = (features[at] as number) - (mean[feature] as number);
    variance[feature] = (variance[feature] as number) + off ** 2 / rows;
  }
  return {
    mean,
    deviation: variance.map((value) => Math.max(Math.sqrt(value), smallestDeviation)),
    weight: kinds.flatMap((count) =>
      new Array<number>(count).fill(Math.sqrt(width / (kinds.length * count))),
    ),
  };
}

/** @param features [n, width] as in the scale */
export function standardized(
  features: Float32Array,
  { mean, deviation, weight }: FeatureScale,
): Float32Array {
  const width = mean.length;
  return features.map((value, at) => {
    const feature = at % width;
    const off = (value - (mean[feature] as number)) / (deviation[feature] as number);
    return bound * Math.tanh(off / bound) * (weight[feature] as number);
  });
}
