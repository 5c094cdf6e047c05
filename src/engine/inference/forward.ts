/**
 * What is computed with a trained model's weights, as functions of numbers: each is recorded once for its
 * shapes and then runs compiled (`inference.ts`), or on tfjs as it stands here.
 */
import * as tf from "@tensorflow/tfjs";
import { batchFrom } from "../dataset/batches.ts";
import { gradCam } from "../explain/gradCam.ts";
import type { Classifying, Encoding, Generative, Model, Translating } from "../models/model.ts";
import type { FeedSpec } from "../recording/record.ts";

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** @typeParam Able what the model must be able to do */
export interface Forward<Able = unknown> {
  /** Which function it is; equal for all shapes. */
  readonly name: string;
  readonly feeds: Readonly<Record<string, FeedSpec>>;
  /** Sync, inside `tf.tidy`: the feeds as tensors → results of any shape, float32. */
  readonly run: (model: Able, feeds: Tensors) => Record<string, tf.Tensor>;
}

const floats = (...shape: readonly number[]): FeedSpec => ({ shape, dtype: "float32" });

/** The feed of a function that is shown pictures: `images` [count, height, width, 3]. */
export const shownImages = (count: number, height: number, width: number) => ({
  images: floats(count, height, width, 3),
});

/**
 * `z` [count, ...shape] and, where the model is told classes, `weights` → `images`.
 * @param shape of one latent; that of a patch where left out
 * @param told  shape of the weights of one picture: [classes], or by place [h, w, classes]
 */
export function drawing(
  { latentShape, classes = 0 }: Generative,
  count: number,
  shape: readonly number[] = latentShape,
  told: readonly number[] = [classes],
): Forward<Generative> {
  return {
    name: "drawing",
    feeds: {
      z: floats(count, ...shape),
      ...(classes > 0 && { weights: floats(count, ...told) }),
    },
    run: (model, { z, weights }) => ({ images: model.generate(z as tf.Tensor, weights) }),
  };
}

/** `images` [count, side, side, 3] → `z` [count, latentDim]. */
export function encoding(count: number, side: number): Forward<Encoding> {
  return {
    name: "encoding",
    feeds: shownImages(count, side, side),
    run: (model, { images }) => ({ z: model.encode(images as tf.Tensor4D) }),
  };
}

/** `images` [count, side, side, 3] → `images`. */
export function reconstructing(count: number, side: number): Forward<Encoding> {
  return {
    name: "reconstructing",
    feeds: shownImages(count, side, side),
    run: (model, { images }) => ({ images: model.reconstruct(images as tf.Tensor4D) }),
  };
}

/** `images` [count, height, width, 3] of the other domain, of even sides → `images` in domain `target`. */
export function translating(
  target: number,
  count: number,
  height: number,
  width: number,
): Forward<Translating> {
  return {
    name: `translating.${target}`,
    feeds: shownImages(count, height, width),
    run: (model, { images }) => ({ images: model.translate(images as tf.Tensor4D, target) }),
  };
}

/** `images` [count, height, width, 3] → `probabilities` [count, classes]. */
export function judging(count: number, height: number, width: number): Forward<Classifying> {
  return {
    name: "judging",
    feeds: shownImages(count, height, width),
    run: (model, { images }) => ({
      probabilities: tf.softmax(model.logits(images as tf.Tensor4D)),
    }),
  };
}

/**
 * `images` [count, height, width, 3] and `weights` [count, classes], 1 for the class to explain → `heat`
 * [count, h, w] in 0…1 by Grad-CAM.
 */
export function explaining(
  classes: number,
  count: number,
  height: number,
  width: number,
): Forward<Classifying> {
  return {
    name: "explaining",
    feeds: { ...shownImages(count, height, width), weights: floats(count, classes) },
    run: (model, { images, weights }) => ({
      heat: gradCam(model, images as tf.Tensor4D, weights as tf.Tensor2D),
    }),
  };
}

/**
 * `images` [count, side, side, 3] and `labels` [count] → what the model itself measures of them, a number each.
 * @param isTwofold the second half of them is of the other domain
 */
export function validating(
  count: number,
  side: number,
  isTwofold: boolean,
): Forward<Pick<Model, "validate">> {
  return {
    name: "validating",
    feeds: { ...shownImages(count, side, side), labels: { shape: [count], dtype: "int32" } },
    run: (model, { images, labels }) =>
      model.validate(batchFrom(images as tf.Tensor4D, labels as tf.Tensor1D, isTwofold)),
  };
}
