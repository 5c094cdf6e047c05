/** The self-test passes on sound backends, catches a wrong kernel and remembers its result. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { passesSelfTest } from "./selfTest.ts";

registerWasmKernels();
const wasm = { backend: "wasm", adapter: "2 cores" } as const;

function memoryStore() {
  const values = new Map<string, unknown>();
  return {
    values,
    getValue: async (key: string) => values.get(key),
    setValue: async (key: string, value: unknown) => void values.set(key, value),
  };
}

describe("self-test", () => {
  beforeEach(async () => {
    await tf.setBackend("wasm");
  });

  it("passes on WASM, leaves the backend and no tensors", async () => {
    const before = tf.memory().numTensors;
    expect(await passesSelfTest(wasm, memoryStore())).toBe(true);
    expect(tf.getBackend()).toBe("wasm");
    expect(tf.memory().numTensors).toBe(before);
  });

  it("fails where a kernel is wrong", async () => {
    const kernel = tf.getKernel("Tanh", "wasm");
    tf.unregisterKernel("Tanh", "wasm");
    const relu = tf.getKernel("Relu", "wasm");
    tf.registerKernel({ ...kernel, kernelFunc: relu.kernelFunc });
    expect(await passesSelfTest(wasm, memoryStore())).toBe(false);
    tf.unregisterKernel("Tanh", "wasm");
    tf.registerKernel(kernel);
  });

  it("asks the store first", async () => {
    const store = memoryStore();
    await passesSelfTest(wasm, store);
    const found = (passed: boolean, at: number) => {
      for (const key of store.values.keys()) store.values.set(key, { passed, at });
    };
    found(false, Date.now());
    expect(await passesSelfTest(wasm, store)).toBe(false);
    found(false, Date.now() - 4 * 86_400_000); // the driver may have been mended
    expect(await passesSelfTest(wasm, store)).toBe(true);
    found(true, Date.now() - 31 * 86_400_000);
    expect(await passesSelfTest(wasm, store)).toBe(true);
    expect([...store.values.values()]).toEqual([
      { passed: true, at: expect.closeTo(Date.now(), -5) },
    ]);
  });

  it("asks anew in another browser, which computes in another way", async () => {
    const store = memoryStore();
    vi.stubGlobal("navigator", { userAgent: "Browser 1" });
    await passesSelfTest(wasm, store);
    for (const key of store.values.keys()) store.values.set(key, { passed: false, at: Date.now() });
    expect(await passesSelfTest(wasm, store)).toBe(false);
    vi.stubGlobal("navigator", { userAgent: "Browser 2" });
    expect(await passesSelfTest(wasm, store)).toBe(true);
    vi.unstubAllGlobals();
  });
});
