/** The WebGPU device of a browser, for measurements: a fault ends them. */
import { type GpuDevice, requestGpuDevice } from "../src/gpu/gpuDevice.ts";

/** @throws Error where there is no adapter */
export async function openGpu(): Promise<GpuDevice> {
  const gpu = await requestGpuDevice(({ kind, message }) => {
    throw new Error(`WebGPU ${kind}: ${message}`);
  });
  if (!gpu) throw new Error("This browser has no WebGPU adapter");
  return gpu;
}
