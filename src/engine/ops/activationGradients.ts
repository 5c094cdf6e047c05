/** Gradients of activations from their result alone, so that what went in need not be kept. */
import * as tf from "@tensorflow/tfjs";
import { defineKernel } from "./defineKernel.ts";

interface Pair {
  readonly dy: tf.Tensor;
  readonly y: tf.Tensor;
}

/** dy where y > 0, slope · dy elsewhere; y has the sign of what went in. */
export const leakyReluGradient = defineKernel<Pair, { readonly slope: number }>(
  "LoomLeakyReluGradient",
  ({ dy, y }, { slope }) => tf.mul(dy, tf.step(y, slope)),
);

/** dy · (1 − y²) */
export const tanhGradient = defineKernel<Pair, object>("LoomTanhGradient", ({ dy, y }) =>
  tf.sub(dy, tf.mul(dy, tf.square(y))),
);

/** dy · y · (1 − y) */
export const sigmoidGradient = defineKernel<Pair, object>("LoomSigmoidGradient", ({ dy, y }) =>
  tf.mul(dy, tf.sub(y, tf.square(y))),
);
