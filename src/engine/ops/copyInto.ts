/** Copies of numbers. tfjs's own ways (`assign`, `setWeights`, `clone`, `variable`) share the buffer instead. */
import * as tf from "@tensorflow/tfjs";

/**
 * The variable takes over the numbers and keeps its own copy of them; sync. Two variables that share a
 * buffer are one to whatever goes by buffers: recording, and compiled steps that write in place.
 */
export function copyInto(variable: tf.Variable, source: tf.Tensor): void {
  tf.tidy(() => variable.assign(tf.mul(source, 1)));
}

/** The weights of `source` into a network of the same layers, by place; sync. */
export function copyWeights(network: tf.LayersModel, source: tf.LayersModel): void {
  for (const [weight, from] of pairedWeights(network, source)) copyInto(weight, from);
}

/** The variables of two networks of the same layers, by place. */
export function pairedWeights(
  one: tf.LayersModel,
  other: tf.LayersModel,
): [tf.Variable, tf.Variable][] {
  if (one.weights.length !== other.weights.length) throw new Error("Networks of other layers");
  return one.weights.map((weight, at) => {
    const pair = [weight, other.weights[at]].map((each) => each?.read());
    return pair as [tf.Variable, tf.Variable]; // tfjs keeps variables there
  });
}
