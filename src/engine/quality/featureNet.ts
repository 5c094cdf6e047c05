/** Features of pictures for a kernel distance, and the networks that see them. */
import * as tf from "@tensorflow/tfjs";
import { type Breathe, finish, type Pieces } from "../../lib/pieces.ts";
import { inRuns } from "../dataset/batches.ts";
import type { Images } from "../pictures/images.ts";

export interface FeatureNet {
  /** How many features there are of each kind, in order. */
  readonly kinds: readonly number[];
  /** At most `imagesAtOnce` → [count, number of features]. */
  readonly featuresOf: (images: Images) => Promise<Float32Array>;
}

/** The images with these indices. */
export type ImagesAt = (indices: Int32Array) => Promise<Images>;

/** Images looked at together; bounds the memory and the time until others get a turn. */
export const imagesAtOnce = 16;

export const featureCountOf = ({ kinds }: FeatureNet): number =>
  kinds.reduce((sum, count) => sum + count, 0);

/**
 * Unscaled: see `standardize.ts`.
 * @param count    images in all; no smaller than the network can take
 * @param imagesAt asked for 0…count−1 in order
 * @returns        [count, number of features]
 */
export async function* featurePieces(
  net: FeatureNet,
  count: number,
  imagesAt: ImagesAt,
): Pieces<Float32Array> {
  const width = featureCountOf(net);
  const rows = new Float32Array(count * width);
  for (const run of inRuns(count, imagesAtOnce)) {
    rows.set(await net.featuresOf(await imagesAt(run)), (run[0] as number) * width);
    yield;
  }
  return rows;
}

/** All of `featurePieces`, with a turn for other work after each. */
export const featuresBy = (
  net: FeatureNet,
  count: number,
  imagesAt: ImagesAt,
  breathe?: Breathe,
): Promise<Float32Array> => finish(featurePieces(net, count, imagesAt), breathe);

/** Mean and deviation of every channel over the image: [B, H, W, C] → two of [B, C]. */
export function channelStatistics(maps: tf.Tensor4D): [tf.Tensor2D, tf.Tensor2D] {
  const { mean, variance } = tf.moments(maps, [1, 2]);
  return [mean as tf.Tensor2D, variance.sqrt() as tf.Tensor2D]; // both axes are gone
}
