import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { accuracy } from "../losses/accuracy.ts";
import { principalComponents, projectionError } from "./principalComponents.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

async function scalarOf(compute: () => tf.Scalar): Promise<number> {
  const scalar = tf.tidy(compute);
  const [value] = await scalar.data();
  scalar.dispose();
  return value as number;
}

describe("accuracy", () => {
  it("is the share of rows whose largest logit is the label's", async () => {
    const logits = [
      [3, 1],
      [0, 2],
      [5, 4],
      [1, 0],
    ];
    expect(
      await scalarOf(() => accuracy(tf.tensor2d(logits), tf.tensor1d([0, 1, 1, 0], "int32"))),
    ).toBe(0.75);
  });
});

describe("principalComponents", () => {
  /** 60 points whose variance is 9, 4, 1, 0 … along the axes of 6 dimensions. */
  function points(): tf.Tensor2D {
    const rng = new Rng(1);
    const spread = [3, 2, 1, 0, 0, 0];
    const values = Array.from({ length: 60 }, () => spread.map((s) => 5 + s * rng.normal()));
    return tf.tensor2d(values);
  }

  it("finds the axes of largest variance", async () => {
    const data = points();
    const pca = await principalComponents(data, 3);

    const rows = await pca.components.data();
    expect(Math.abs(rows[0] as number)).toBeGreaterThan(0.95);
    expect(Math.abs(rows[7] as number)).toBeGreaterThan(0.95);
    tf.dispose([data, pca.mean, pca.components]);
  });

  it("leaves the variance of the components that are not kept", async () => {
    const data = points();
    const pca = await principalComponents(data, 3);
    const error = (count: number) => scalarOf(() => projectionError(data, pca, count));

    const variances = [await error(0), await error(1), await error(2), await error(3)];
    expect(variances[0]).toBeGreaterThan(variances[1] as number);
    expect(variances[1]).toBeGreaterThan(variances[2] as number);
    expect(variances[3]).toBeLessThan(1e-6);
    tf.dispose([data, pca.mean, pca.components]);
  });

  it("leaves nothing on the device but what it returns", async () => {
    const before = tf.memory().numTensors;
    const data = points();
    const pca = await principalComponents(data, 2);
    tf.dispose([data, pca.mean, pca.components]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
