/**
 * What a texture looks like to a classifier that the user trained: sharp on what tells the classes apart, blind
 * to the rest, so that figures by different classifiers do not compare.
 */
import * as tf from "@tensorflow/tfjs";
import type { Classifying } from "../models/model.ts";
import { channelStatistics, type FeatureNet } from "./featureNet.ts";

/**
 * Mean and deviation of every channel of the last convolution.
 * @param side of the patches that the classifier knows, px; smaller pictures are enlarged to it
 */
export function classifierNet(classifier: Classifying, side: number): FeatureNet {
  const channels = tf.tidy(
    () => classifier.features(tf.zeros<tf.Rank.R4>([1, side, side, 3])).shape[3],
  );
  const fitting = (images: tf.Tensor4D) =>
    images.shape[1] < side ? tf.image.resizeBilinear(images, [side, side], false, true) : images;
  return {
    kinds: [2 * channels],
    featuresOf: (images) => tf.concat2d(channelStatistics(classifier.features(fitting(images))), 1),
  };
}
