/**
 * What a texture looks like to a classifier that the user trained: sharp on what tells the classes apart, blind
 * to the rest, so that figures by different classifiers do not compare.
 */
import * as tf from "@tensorflow/tfjs";
import type { Classifying } from "../models/model.ts";
import { channelStatistics, type FeatureNet } from "./featureNet.ts";

/** Mean and deviation of every channel of the last convolution. @param size of the pictures, px */
export function classifierNet(classifier: Classifying, size: number): FeatureNet {
  const channels = tf.tidy(
    () => classifier.features(tf.zeros<tf.Rank.R4>([1, size, size, 3])).shape[3],
  );
  return {
    kinds: [2 * channels],
    featuresOf: (images) => tf.concat2d(channelStatistics(classifier.features(images)), 1),
  };
}
