/** One update of many parameters by Adam (Kingma & Ba, 2015), in place. */
import * as tf from "@tensorflow/tfjs";
import { allNumbered, defineKernel, numbered } from "./defineKernel.ts";

export interface AdamAttrs {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export interface AdamSlot {
  readonly parameter: tf.Variable;
  /** Moving mean of the gradient. */
  readonly m: tf.Variable;
  /** Moving mean of its square. */
  readonly v: tf.Variable;
}

interface AdamInputs extends Readonly<Record<string, tf.Tensor>> {
  readonly updates: tf.Tensor;
  readonly learningRate: tf.Tensor;
}

const update = defineKernel<AdamInputs, AdamAttrs>(
  "LoomAdam",
  (inputs, { beta1, beta2, epsilon }) => {
    const [updates, learningRate] = [inputs.updates as tf.Variable, inputs.learningRate];
    updates.assign(tf.add(updates, 1));
    const correction = (beta: number) => tf.sub(1, tf.pow(beta, updates));
    const scale = tf.div(learningRate, correction(beta1));
    const root = tf.sqrt(correction(beta2));
    const [parameters, gradients, ms, vs] = ["p", "g", "m", "v"].map((prefix) =>
      allNumbered(prefix, inputs),
    ) as [tf.Variable[], tf.Tensor[], tf.Variable[], tf.Variable[]];
    parameters.forEach((parameter, at) => {
      const [g, m, v] = [gradients[at], ms[at], vs[at]] as [tf.Tensor, tf.Variable, tf.Variable];
      m.assign(tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1)));
      v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2)));
      const spread = tf.add(tf.div(tf.sqrt(v), root), epsilon);
      parameter.assign(tf.sub(parameter, tf.mul(scale, tf.div(m, spread))));
    });
    return [];
  },
);

/**
 * Moves the parameters; sync, inside `tf.tidy`.
 * @param updates      scalar, how often this was done before; counts on
 * @param learningRate scalar
 * @param gradients    one a slot, of its shape
 */
export function updateByAdam(
  updates: tf.Variable,
  learningRate: tf.Tensor,
  slots: readonly AdamSlot[],
  gradients: readonly tf.Tensor[],
  attrs: AdamAttrs,
): void {
  update(
    {
      updates,
      learningRate,
      ...numbered(
        "p",
        slots.map(({ parameter }) => parameter),
      ),
      ...numbered("g", gradients),
      ...numbered(
        "m",
        slots.map(({ m }) => m),
      ),
      ...numbered(
        "v",
        slots.map(({ v }) => v),
      ),
    },
    attrs,
  );
}
