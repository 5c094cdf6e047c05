import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { spectralConv } from "./seeded.ts";
import { iterateSpectral } from "./spectralConv.ts";

beforeAll(() => tf.setBackend("cpu"));

const [channels, filters] = [6, 4];

/** The largest singular value of a matrix, by many power iterations. */
function normOf(rows: readonly (readonly number[])[]): number {
  let right = rows[0]?.map((_, at) => 1 + 0.1 * at) ?? [];
  let norm = 0;
  for (let turn = 0; turn < 200; turn++) {
    const left = rows.map((row) => row.reduce((sum, v, at) => sum + v * (right[at] as number), 0));
    const back = right.map((_, at) =>
      rows.reduce((sum, row, i) => sum + (row[at] as number) * (left[i] as number), 0),
    );
    norm = Math.hypot(...left);
    const length = Math.hypot(...back);
    right = back.map((value) => value / length);
  }
  return norm;
}

it("applies a kernel whose largest singular value is 1, whatever the learnt one's is", async () => {
  const input = tf.input({ shape: [1, 1, channels] });
  const config = { filters, kernelSize: 1, strides: 1, useBias: false };
  const model = tf.model({ inputs: input, outputs: spectralConv(new Rng(1), config, input) });
  const [kernel] = model.trainableWeights;
  tf.tidy(() => void kernel?.write((kernel.read() as tf.Tensor).mul(7)));
  const before = tf.memory().numTensors;
  for (let turn = 0; turn < 60; turn++) tf.tidy(() => iterateSpectral(model));
  expect(tf.memory().numTensors).toBe(before);

  const applied = tf.tidy(
    () => model.predict(tf.eye(channels).reshape([channels, 1, 1, channels])) as tf.Tensor,
  );
  const matrix = (await applied.reshape([channels, filters]).array()) as number[][];

  expect(normOf(matrix)).toBeCloseTo(1, 3);
  expect(model.trainableWeights).toHaveLength(1);
  applied.dispose();
  model.dispose();
});
