/**
 * What a texture looks like to a classifier that the user trained: sharp on what tells the classes apart, blind
 * to the rest, so that figures by different classifiers do not compare.
 */
import * as tf from "@tensorflow/tfjs";
import { type Forward, shownImages } from "../inference/forward.ts";
import type { Inference } from "../inference/inference.ts";
import { rowsOfImages } from "../inference/rows.ts";
import type { Classifying } from "../models/model.ts";
import { channelStatistics, type FeatureNet } from "./featureNet.ts";

/**
 * Mean and deviation of every channel of the last convolution.
 * @param side of the patches that the classifier knows, px; smaller pictures are enlarged to it
 */
export function classifierNet(
  inference: Pick<Inference, "use">,
  classifier: Classifying,
  side: number,
): FeatureNet {
  const channels = tf.tidy(
    () => classifier.features(tf.zeros<tf.Rank.R4>([1, side, side, 3])).shape[3],
  );
  return {
    kinds: [2 * channels],
    featuresOf: (shown) =>
      rowsOfImages(inference, (batch) => characterising(side, batch, shown.side), shown),
  };
}

/** `images` [count, shown, shown, 3] → `features` [count, 2 · channels]. @param side least that it is shown, px */
function characterising(side: number, count: number, shown: number): Forward<Classifying> {
  return {
    name: "characterising",
    feeds: shownImages(count, shown, shown),
    run: (model, { images }) => {
      const pictures = images as tf.Tensor4D;
      const fitting =
        shown < side ? tf.image.resizeBilinear(pictures, [side, side], false, true) : pictures;
      return { features: tf.concat2d(channelStatistics(model.features(fitting)), 1) };
    },
  };
}
