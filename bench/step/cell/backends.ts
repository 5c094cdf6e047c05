/** Makes one of tfjs's stock backends its own, and says what it runs on. */
import * as tf from "@tensorflow/tfjs";
import type { GpuDevice } from "../../../src/gpu/gpuDevice.ts";
import { registerWebGpuBackend } from "../../../src/gpu/webgpuBackend.ts";
import type { StockBackend } from "./engines/stock/stock.ts";

export async function useWebGpu(gpu: GpuDevice): Promise<StockBackend> {
  registerWebGpuBackend(gpu);
  await use("webgpu");
  return { device: gpu.name, peakBytes: () => null }; // the meter sees its buffers
}

/** Textures are kept for later use, so that what is allocated after a step is what it needed. */
export async function useWebGl(): Promise<StockBackend> {
  await use("webgl");
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  const renderer = 0x9246; // UNMASKED_RENDERER_WEBGL
  const device = gl?.getExtension("WEBGL_debug_renderer_info") && gl.getParameter(renderer);
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  const allocated = () => {
    const { numBytesInGPUAllocated } = tf.memory() as { numBytesInGPUAllocated?: number };
    return numBytesInGPUAllocated ?? null;
  };
  return { device: String(device ?? "WebGL"), peakBytes: allocated };
}

async function use(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`${name} did not start`);
}
