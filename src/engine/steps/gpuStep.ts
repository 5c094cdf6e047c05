/** Compiled steps on the WebGPU device that tfjs uses. */
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import type { GpuExecutable } from "../../gpu/step/gpuExecutable.ts";
import type { copyToTensors } from "../../gpu/step/tfjsState.ts";
import type { Feeds, Results, StateData } from "../../graph/executable.ts";
import type { CompiledStep, CompileStep, Variables } from "./compiledStep.ts";

/** @param gpu the device of the backend in use */
export function gpuCompiler({ device, isSoftware }: GpuDevice): CompileStep {
  return async (program, state, resident, onProgress) => {
    const [{ compileForGpu }, { copyToTensors, bufferOf }] = await Promise.all([
      import("../../gpu/step/compileForGpu.ts"),
      import("../../gpu/step/tfjsState.ts"),
    ]);
    const backend = tf.backend() as WebGPUBackend; // "webgpu" is in use
    const places = [...resident].map(
      ([name, tensor]) => [name, bufferOf(backend, tensor)] as const,
    );
    const sources = { ...state, ...Object.fromEntries(places) };
    const executable = await compileForGpu(device, program, sources, { isSoftware, onProgress });
    return new GpuStep(device, executable, copyToTensors);
  };
}

export class GpuStep implements CompiledStep {
  readonly device: GPUDevice;
  readonly #executable: GpuExecutable;
  readonly #copyToTensors: typeof copyToTensors;

  /** @param copy loaded with the executable */
  constructor(device: GPUDevice, executable: GpuExecutable, copy: typeof copyToTensors) {
    this.device = device;
    this.#executable = executable;
    this.#copyToTensors = copy;
  }

  /** Where a state's numbers are, from the first byte. @throws where the program has no such state */
  stateBuffer(name: string): GPUBuffer {
    return this.#executable.stateBuffer(name);
  }

  run(feeds: Feeds): void {
    this.#executable.run(feeds);
  }
  read(): Promise<readonly Results[]> {
    return this.#executable.read();
  }
  store(variables: Variables): void {
    this.#copyToTensors(this.#executable, tf.backend() as WebGPUBackend, variables); // "webgpu" is in use
  }
  load(numbers: StateData): void {
    this.#executable.writeState(numbers);
  }
  dispose(): void {
    this.#executable.dispose();
  }
}
