/**
 * What a texture looks like to a small convolutional network that never learnt anything. Statistics of
 * the responses to random filters tell textures apart nearly as well as those of a trained network
 * (Ustyuzhaninov, Brendel, Gatys & Bethge, arXiv 1606.00021), need no download, and know no particular
 * data. The filters are the same in every session, so that figures of different runs compare.
 */
import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../lib/rng.ts";
import { type Forward, shownImages } from "../inference/forward.ts";
import type { Inference } from "../inference/inference.ts";
import { rowsOfImages } from "../inference/rows.ts";
import { channelStatistics, type FeatureNet } from "./featureNet.ts";

/** Never to be changed: every figure measured so far depends on it. */
const filterSeed = 1;
/** Side, channels in and channels out of each convolution. */
const convolutions = [
  { side: 3, from: 3, to: 16 },
  { side: 3, from: 16, to: 32 },
  { side: 3, from: 32, to: 64 },
] as const;
const negativeSlope = 0.2;
/** Added to the contrast that images are divided by, so that the noise of a flat one is not enlarged. */
const contrastFloor = 0.1;
/** Below this the last layer has no place to look at, px: TensorFlow.js on WASM would overwrite its memory. */
export const smallestSide = 18;

/** Mean colour, contrast of the colours, then one kind a layer. */
const kinds = [3, 3, ...convolutions.map(({ to }) => 2 * to)];

/**
 * @param inference whose device it computes on; of the model itself it reads nothing
 * @returns         what throws a RangeError where a side is below `smallestSide`
 */
export function randomNet(inference: Pick<Inference, "use">): FeatureNet {
  return {
    kinds,
    featuresOf(shown) {
      const { side } = shown;
      if (side < smallestSide)
        throw new RangeError(`Images of ${side} × ${side} px are too small to be measured`);
      return rowsOfImages(inference, (batch) => looking(batch, side), shown);
    },
  };
}

/** `images` [count, side, side, 3] → `features` [count, number of features]. */
export function looking(count: number, side: number): Forward {
  return {
    name: "looking",
    feeds: shownImages(count, side, side),
    run: (_, { images }) => ({ features: featuresOf(images as tf.Tensor4D) }),
  };
}

/** Drawn once. */
let filters: readonly Float32Array[] | undefined;

/** He-normal (He et al., arXiv 1502.01852): [side · side · from · to] a layer. */
function drawFilters(): readonly Float32Array[] {
  const rng = new Rng(filterSeed);
  return convolutions.map(({ side, from, to }) => {
    const inputs = side * side * from;
    return rng.normals(inputs * to).map((value) => value * Math.sqrt(2 / inputs));
  });
}

/**
 * The layers see images without their mean colour and contrast, which would else move all features
 * together and hide the structure; they are features of their own. No padding, because a border of
 * zeros would be a texture too; no biases. Of each layer: mean and deviation of every channel.
 * @returns [B, number of features]
 */
function featuresOf(images: tf.Tensor4D): tf.Tensor2D {
  filters ??= drawFilters();
  const { mean: colour, variance } = tf.moments(images, [1, 2], true); // [B, 1, 1, 3]
  const contrast = variance.mean(3, true).sqrt().add(contrastFloor);
  const statistics: tf.Tensor[] = [colour, variance.sqrt()];
  let maps = images.sub(colour).div<tf.Tensor4D>(contrast);
  for (const [layer, { side, from, to }] of convolutions.entries()) {
    const pooled = layer === 0 ? maps : tf.avgPool(maps, 2, 2, "valid");
    const filter = tf.tensor4d(filters[layer] as Float32Array, [side, side, from, to]);
    maps = tf.leakyRelu(tf.conv2d(pooled, filter, 1, "valid"), negativeSlope);
    statistics.push(...channelStatistics(maps));
  }
  const rows = statistics.map((values): tf.Tensor2D => values.reshape([images.shape[0], -1]));
  return tf.concat2d(rows, 1);
}
