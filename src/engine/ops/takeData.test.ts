import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it, vi } from "vitest";
import { readScalars } from "./readScalars.ts";
import { takeData } from "./takeData.ts";

beforeAll(() => tf.setBackend("cpu"));

it("gives the numbers, and keeps nothing", async () => {
  const before = tf.memory().numTensors;
  expect([...(await takeData(tf.tensor1d([1, 2])))]).toEqual([1, 2]);
  expect(tf.memory().numTensors).toBe(before);
});

it.each([
  ["numbers", () => takeData(tf.zeros([3]))],
  ["scalars", () => readScalars([{ loss: tf.scalar(1), accuracy: tf.scalar(2) }])],
])("keeps nothing of %s that a lost device can not give", async (_, read) => {
  const before = tf.memory().numTensors;
  const lost = vi.spyOn(tf.Tensor.prototype, "data").mockRejectedValue(new Error("lost"));
  await expect(read()).rejects.toThrow("lost");
  lost.mockRestore();
  expect(tf.memory().numTensors).toBe(before);
});
