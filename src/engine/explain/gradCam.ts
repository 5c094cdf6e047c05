/** Grad-CAM (Selvaraju et al., 2017): where the evidence for a class lies in an image. */
import * as tf from "@tensorflow/tfjs";
import type { Classifying } from "../models/model.ts";
import { taping } from "../ops/taping.ts";

/**
 * Sync, inside `tf.tidy`.
 * @param images [B, H, W, 3] in [-1, 1], any H, W that the model takes
 * @param chosen [B, classes]: 1 for the class to explain, 0 for the others
 * @returns      [B, h, w] on the last convolution's grid, 0…1, the strongest place of each image at 1
 */
export function gradCam(model: Classifying, images: tf.Tensor4D, chosen: tf.Tensor2D): tf.Tensor3D {
  const features = model.features(images);
  const classLogit = (maps: tf.Tensor) =>
    model
      .head(maps as tf.Tensor4D)
      .mul(chosen)
      .sum();
  const slopes = taping(() => tf.grad(classLogit)(features));
  const weights = slopes.mean([1, 2], true); // [B, 1, 1, channels]
  const evidence = features.mul(weights).sum(3); // [B, h, w]
  const strongest = evidence.max([1, 2], true);
  // An image with evidence against the class everywhere: show where it is weakest.
  const floor = tf.where(strongest.greater(0), tf.zerosLike(strongest), evidence.min([1, 2], true));
  const heat = tf.relu(evidence.sub(floor));
  return heat.div<tf.Tensor3D>(heat.max([1, 2], true).add(1e-12));
}
