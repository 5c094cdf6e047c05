/** Exponential moving averages, in place. */
import * as tf from "@tensorflow/tfjs";
import { defineKernel } from "./defineKernel.ts";

interface AverageInputs {
  readonly state: tf.Tensor;
  readonly value: tf.Tensor;
}

const update = defineKernel<AverageInputs, { readonly momentum: number }>(
  "LoomMovingAverage",
  ({ state, value }, { momentum }) => {
    const average = state as tf.Variable; // the function below takes nothing else
    average.assign(tf.add(tf.mul(average, momentum), tf.mul(value, 1 - momentum)));
    return [];
  },
);

/** average ← momentum · average + (1 − momentum) · value; sync, inside `tf.tidy`. */
export function moveAverage(average: tf.Variable, value: tf.Tensor, momentum: number): void {
  update({ state: average, value }, { momentum });
}
