/** Our device under tfjs's WebGPU backend, on the software adapter of the test browser. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { passesSelfTest } from "../engine/compute/selfTest.ts";
import { registerGradients } from "../engine/ops/gradients.ts";
import { Rng } from "../lib/rng.ts";
import { type GpuDevice, type GpuFault, requestGpuDevice } from "./gpuDevice.ts";
import { registerWebGpuBackend } from "./webgpuBackend.ts";

const faults: GpuFault[] = [];
let gpu: GpuDevice;

beforeAll(async () => {
  const found = await requestGpuDevice((fault) => faults.push(fault));
  if (!found) throw new Error("The test browser has no WebGPU adapter");
  gpu = found;
  registerWebGpuBackend(gpu);
  registerGradients();
  await tf.setBackend("webgpu");
});

describe("WebGPU on our own device", () => {
  it("is known as software here and counts submissions", async () => {
    expect(gpu.isSoftware).toBe(true);
    const before = gpu.submits();
    const sum = tf.tidy(() =>
      tf
        .ones([64, 64])
        .matMul(tf.ones([64, 64]))
        .sum(),
    );
    expect((await sum.data())[0]).toBe(64 ** 3);
    expect(gpu.submits()).toBeGreaterThan(before);
  });

  it("passes the gradient self-test", async () => {
    const store = { getValue: async () => undefined, setValue: async () => undefined };
    expect(await passesSelfTest({ backend: "webgpu", adapter: "test" }, store)).toBe(true);
    expect(tf.getBackend()).toBe("webgpu");
  });

  it("resizes by nearest neighbour with the right gradient, more than one image at once", async () => {
    const shape: [number, number, number, number] = [2, 3, 3, 2];
    const weight = tf.tensor(new Rng(1).normals(2 * 6 * 6 * 2), [2, 6, 6, 2]);
    const resized = (x: tf.Tensor) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [6, 6]);
    const gradient = tf.tidy(() => tf.grad((x) => resized(x).mul(weight).sum())(tf.zeros(shape)));
    const expected = tf.tidy(() => tf.avgPool(weight as tf.Tensor4D, 2, 2, "valid").mul(4));
    const [actual, truth] = [await gradient.data(), await expected.data()];
    for (const [at, value] of truth.entries()) expect(actual[at]).toBeCloseTo(value, 4);
  });

  it("adds more tensors at once than a shader can bind, and keeps nothing of the parts", async () => {
    const count = 3 * gpu.device.limits.maxStorageBuffersPerShaderStage;
    const terms = Array.from({ length: count }, (_, at) => tf.fill([2, 3], at + 1));
    const before = tf.memory().numTensors;
    const sum = tf.addN(terms);
    expect([...(await sum.data())]).toEqual(Array(6).fill((count * (count + 1)) / 2));
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(tf.engine().backend.numDataIds()).toBe(tf.memory().numDataBuffers);
  });

  it("had no uncaught GPU error, and a device that we destroy is no fault", async () => {
    gpu.close();
    await gpu.device.lost;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(faults).toEqual([]);
  });
});

it("tells of a command that the device refused, and after it is closed no more", async () => {
  const kinds: string[] = [];
  const other = await requestGpuDevice(({ kind }) => kinds.push(kind));
  const refused = () => {
    other?.device.createBuffer({
      size: 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE,
    });
    return other?.device.queue.onSubmittedWorkDone();
  };
  await refused();
  await expect.poll(() => kinds).toEqual(["invalid"]);
  other?.close();
  await refused();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(kinds).toEqual(["invalid"]);
});

it("gives null where there is no WebGPU or no adapter", async () => {
  expect(await requestGpuDevice(() => undefined, null)).toBeNull();
  const none = { requestAdapter: async () => null } as unknown as GPU;
  expect(await requestGpuDevice(() => undefined, none)).toBeNull();
});
