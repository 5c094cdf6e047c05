import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, expect, it } from "vitest";
import { guardMemory } from "./guardMemory.ts";

let backend: BackendWasm;
let wasm: { _malloc: (bytes: number) => number };
beforeAll(async () => {
  await tf.setBackend("wasm");
  backend = tf.backend() as BackendWasm; // set just above
  wasm = backend.wasm as unknown as typeof wasm;
});

it("stays in its place from the first tensor on", () => {
  guardMemory(backend);
  const { _malloc: guarded } = wasm;
  tf.zeros([1]).dispose();
  expect(wasm._malloc).toBe(guarded);
});

it("throws where there is no memory for a tensor, and leaves the others as they are", async () => {
  const { _malloc: allocate } = wasm;
  let isShort = false;
  wasm._malloc = (bytes) => (isShort ? 0 : allocate(bytes));
  guardMemory(backend);
  const sound = tf.tensor1d([1, 2, 3]);
  isShort = true;
  expect(() => tf.tensor1d([4, 5, 6])).toThrow("Out of memory");
  expect(() => tf.tidy(() => sound.add(1))).toThrow("Out of memory");
  isShort = false;
  expect(await sound.data()).toEqual(Float32Array.of(1, 2, 3));
  expect(tf.memory().numTensors).toBe(1);
  sound.dispose();
});
