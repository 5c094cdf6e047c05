/**
 * Puts tfjs's WebGPU backend on our own device. The stock factory is removed first: tfjs refuses a
 * second backend of the same name, and the kernels are registered by name, not by instance.
 */
import * as tf from "@tensorflow/tfjs";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { replaceAddMany } from "./addManyKernel.ts";
import type { GpuDevice } from "./gpuDevice.ts";

/** Registers backend "webgpu" on the device; `tf.setBackend("webgpu")` then uses it. */
export function registerWebGpuBackend({ device, info }: GpuDevice): void {
  replaceAddMany();
  if (tf.engine().registryFactory.webgpu) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, info), 3);
}
