/** Compiled steps on the WebGPU device that tfjs uses. */
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import type { CompileStep } from "./compiledStep.ts";

/** @param gpu the device of the backend in use */
export function gpuCompiler({ device, isSoftware }: GpuDevice): CompileStep {
  return async (program, state, onProgress) => {
    const [{ compileForGpu }, { copyToTensors }] = await Promise.all([
      import("../../gpu/step/compileForGpu.ts"),
      import("../../gpu/step/tfjsState.ts"),
    ]);
    const executable = await compileForGpu(device, program, state, { isSoftware, onProgress });
    return {
      run: (feeds) => executable.run(feeds),
      read: () => executable.read(),
      store: (variables) => copyToTensors(executable, tf.backend() as WebGPUBackend, variables), // "webgpu" is in use
      load: (numbers) => executable.writeState(numbers),
      dispose: () => executable.dispose(),
    };
  };
}
