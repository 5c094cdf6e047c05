import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { Adam } from "./adam.ts";
import { descend } from "./descend.ts";

beforeAll(() => tf.setBackend("cpu"));

/** One step for a weight and its loss. @param fails where it runs out of memory */
function step(weight: tf.Variable, adam: Adam, fails?: "forward" | "update"): tf.Scalar {
  return tf.tidy(() => {
    const rate = tf.scalar(0.1);
    if (fails === "update") rate.dispose(); // no use can be made of it
    const { loss } = descend(adam, rate, () => {
      const squares = weight.exp().square().sigmoid();
      if (fails === "forward") throw new RangeError("Out of memory");
      return { loss: squares.sum() as tf.Scalar };
    });
    return loss;
  });
}

it.each(["forward", "update"] as const)("leaves nothing behind where a step fails: %s", (fails) => {
  const weight = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
  const adam = new Adam([weight]);
  step(weight, adam).dispose();
  const before = tf.memory().numTensors;
  expect(() => step(weight, adam, fails)).toThrow();
  expect(tf.memory().numTensors).toBe(before);
  step(weight, adam).dispose();
  expect(tf.memory().numTensors).toBe(before);
  adam.dispose();
  weight.dispose();
});
