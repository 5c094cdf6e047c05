/** The real backends behind `chooseBackend`: what each needs to be found and started. */
import * as tf from "@tensorflow/tfjs";
import { type GpuDevice, requestGpuDevice } from "../../gpu/gpuDevice.ts";
import type { BackendName } from "../../protocol/backend.ts";
import { activateWasm, offeredThreads } from "../../wasm/wasmBackend.ts";
import { gpuWeightsOn } from "../inference/gpuWeights.ts";
import { openWasmWeights } from "../inference/wasmWeights.ts";
import type { OpenWeightCopy } from "../inference/weightCopy.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import { gpuCompiler } from "../steps/gpuStep.ts";
import { wasmCompiler } from "../steps/wasmStep.ts";
import type { BackendOpener, BackendOpeners } from "./backend.ts";
import type { FaultKind } from "./ladder.ts";
import { openWebGl } from "./webGl.ts";

export interface ComputeHost {
  readonly openers: BackendOpeners;
  /** `GPUQueue.submit` calls of the device in use; 0 without one. */
  readonly submits: () => number;
  /** Resolves when a backend's device has done all that it was given so far; at once without one. */
  readonly whenDone: (backend: BackendName) => Promise<unknown>;
  /** What compiles training steps for a backend of this host; null where nothing does. */
  readonly compilerOf: (backend: BackendName) => CompileStep | null;
  /** Room for weights that compiled programs read, for a backend of this host; null where nothing compiles for it. */
  readonly openWeightsOf: (backend: BackendName) => OpenWeightCopy | null;
  /** Nothing can be believed that is read from the backend's device by now; asked after each reading. */
  readonly isLost: (backend: BackendName) => boolean;
  /** Gives up its devices; nothing is heard of it any more. */
  readonly close: () => void;
}

/**
 * @param onFault called when a device is lost, or reports an error that nobody expected
 * @param request gives a WebGPU device; the browser's outside tests
 */
export function computeHost(
  onFault: (kind: FaultKind) => void,
  request: typeof requestGpuDevice = requestGpuDevice,
): ComputeHost {
  let gpu: GpuDevice | null = null;
  const canvas = openWebGl(() => onFault("lost"));
  const webgpu: BackendOpener = {
    async find() {
      gpu ??= await request(({ kind }) => onFault(kind));
      return gpu && { adapter: gpu.name, isSoftware: gpu.isSoftware };
    },
    async activate() {
      if (!gpu) throw new Error("No WebGPU device"); // find() comes first
      const { registerWebGpuBackend } = await import("../../gpu/webgpuBackend.ts");
      registerWebGpuBackend(gpu);
      await use("webgpu");
      return 1;
    },
  };
  return {
    openers: { webgpu, webgl: canvas.opener, wasm, cpu },
    submits: () => gpu?.submits() ?? 0,
    whenDone: async (backend) =>
      backend === "webgpu" ? gpu?.device.queue.onSubmittedWorkDone() : undefined,
    compilerOf(backend) {
      if (backend === "wasm") return wasmCompiler;
      return backend === "webgpu" && gpu ? gpuCompiler(gpu) : null;
    },
    openWeightsOf(backend) {
      if (backend === "wasm") return openWasmWeights;
      return backend === "webgpu" && gpu ? gpuWeightsOn(gpu) : null;
    },
    isLost(backend) {
      if (backend === "webgpu") return gpu?.isLost() ?? false;
      return backend === "webgl" && canvas.isLost();
    },
    close() {
      gpu?.close();
      canvas.close();
    },
  };
}

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
