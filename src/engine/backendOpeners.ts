/** The real backends behind `chooseBackend`: what each needs to be found and started. */
import * as tf from "@tensorflow/tfjs";
import { type GpuDevice, type GpuFault, requestGpuDevice } from "../gpu/gpuDevice.ts";
import type { BackendName } from "../protocol/backend.ts";
import { activateWasm, offeredThreads } from "../wasm/wasmBackend.ts";
import type { BackendOpener, BackendOpeners } from "./backend.ts";
import type { CompileStep } from "./steps/compiledStep.ts";
import { gpuCompiler } from "./steps/gpuStep.ts";
import { wasmCompiler } from "./steps/wasmStep.ts";

export interface ComputeHost {
  readonly openers: BackendOpeners;
  /** `GPUQueue.submit` calls of the device in use; 0 without one. */
  readonly submits: () => number;
  /** Resolves when a backend's device has done all that it was given so far; at once without one. */
  readonly whenDone: (backend: BackendName) => Promise<unknown>;
  /** What compiles training steps for a backend of this host; null where nothing does. */
  readonly compilerOf: (backend: BackendName) => CompileStep | null;
}

/** @param onGpuFault called when the WebGPU device is lost or reports an uncaught error */
export function computeHost(onGpuFault: (fault: GpuFault) => void): ComputeHost {
  let gpu: GpuDevice | null = null;
  const webgpu: BackendOpener = {
    async find() {
      gpu ??= await requestGpuDevice(onGpuFault);
      return gpu && { adapter: gpu.name, isSoftware: gpu.isSoftware };
    },
    async activate() {
      if (!gpu) throw new Error("No WebGPU device"); // find() comes first
      const { registerWebGpuBackend } = await import("../gpu/webgpuBackend.ts");
      registerWebGpuBackend(gpu);
      await use("webgpu");
      return 1;
    },
  };
  return {
    openers: { webgpu, webgl, wasm, cpu },
    submits: () => gpu?.submits() ?? 0,
    whenDone: async (backend) =>
      backend === "webgpu" ? gpu?.device.queue.onSubmittedWorkDone() : undefined,
    compilerOf(backend) {
      if (backend === "wasm") return wasmCompiler;
      return backend === "webgpu" && gpu ? gpuCompiler(gpu) : null;
    },
  };
}

const webgl: BackendOpener = {
  async find() {
    if (typeof OffscreenCanvas === "undefined") return null;
    const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
    const name = gl?.getExtension("WEBGL_debug_renderer_info")
      ? String(gl.getParameter(0x9246)) // UNMASKED_RENDERER_WEBGL
      : String(gl?.getParameter(gl.RENDERER) ?? "");
    gl?.getExtension("WEBGL_lose_context")?.loseContext();
    const isSoftware = /swiftshader|llvmpipe|softpipe|basic render|software/i.test(name);
    return gl && { adapter: name, isSoftware };
  },
  async activate() {
    await use("webgl");
    return 1;
  },
};

const wasm: BackendOpener = {
  async find() {
    if (typeof WebAssembly === "undefined") return null;
    return { adapter: `${navigator.hardwareConcurrency} cores`, isSoftware: false };
  },
  activate: () => activateWasm(offeredThreads()),
};

const cpu: BackendOpener = {
  find: async () => ({ adapter: "JavaScript", isSoftware: false }),
  async activate() {
    await use("cpu");
    return 1;
  },
};

async function use(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`${name} did not start`);
}
