/** Our leaner gradients agree with tfjs's own. */
import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { registerGradients } from "./gradients.ts";

const random = (seed: number, shape: number[]) =>
  tf.tensor(new Rng(seed).normals(tf.util.sizeFromShape(shape)), shape);

async function gradientsOf(): Promise<number[]> {
  const gradients = tf.tidy(() => {
    const x = random(1, [3, 4, 5, 2]);
    const scale = random(2, [2]);
    const offset = random(3, [2]);
    const weight = random(4, [3, 4, 5, 2]);
    return tf.grads((a, s, o) => {
      const { mean, variance } = tf.moments(a, [0, 1, 2]);
      const normal = tf.batchNorm(
        a as tf.Tensor4D,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        o as tf.Tensor1D,
        s as tf.Tensor1D,
        1e-3,
      );
      const active = tf.leakyRelu(normal, 0.2).mul(weight);
      return tf.add(active.sum([1, 2]).square().mean(), active.mean([0], true).abs().sum());
    })([x, scale, offset]);
  });
  const values = await Promise.all(gradients.map((gradient) => gradient.data()));
  tf.dispose(gradients);
  return values.flatMap((part) => [...part]);
}

it("agree with the stock gradients", async () => {
  await tf.setBackend("cpu");
  const expected = await gradientsOf();
  registerGradients();
  const actual = await gradientsOf();
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at] as number, 4);
  });
});
