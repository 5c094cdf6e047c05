/** Weights in buffers of the WebGPU device that tfjs uses. */

import type { GpuDevice } from "../../gpu/gpuDevice.ts";
import { Allocator } from "../../gpu/step/device/allocator.ts";
import type { Computation, StateData } from "../../graph/executable.ts";
import { type Program, sizeOf } from "../../graph/program.ts";
import type { CompiledStep } from "../steps/compiledStep.ts";
import { GpuStep } from "../steps/gpuStep.ts";
import type { OpenWeightCopy, WeightCopy } from "./weightCopy.ts";

/** @param gpu the device of the backend in use */
export const gpuWeightsOn =
  (gpu: GpuDevice): OpenWeightCopy =>
  async () =>
    new GpuWeights(gpu);

class GpuWeights implements WeightCopy {
  /** A GPU's driver compiles kernels for longer than tfjs computes; an emulated one computes longer still. */
  readonly compilesQuickly: boolean;
  readonly #gpu: GpuDevice;
  readonly #allocator: Allocator;
  readonly #buffers = new Map<string, GPUBuffer>();

  constructor(gpu: GpuDevice) {
    this.#gpu = gpu;
    this.compilesQuickly = gpu.isSoftware;
    this.#allocator = new Allocator(gpu.device);
  }

  takeFrom(step: CompiledStep, names: Iterable<string>): boolean {
    const { device } = this.#gpu;
    if (!(step instanceof GpuStep) || step.device !== device) return false;
    const encoder = device.createCommandEncoder();
    for (const name of names) {
      const buffer = this.#buffers.get(name);
      if (buffer) encoder.copyBufferToBuffer(step.stateBuffer(name), 0, buffer, 0, buffer.size);
    }
    device.queue.submit([encoder.finish()]);
    return true;
  }

  write(numbers: StateData): void {
    for (const [name, buffer] of this.#buffers) {
      const data = numbers[name];
      if (data) this.#gpu.device.queue.writeBuffer(buffer, 0, data as Float32Array<ArrayBuffer>);
    }
  }

  async compile(program: Program): Promise<Computation> {
    const { compileForGpu } = await import("../../gpu/step/compileForGpu.ts");
    const { device, isSoftware } = this.#gpu;
    const buffers = program.values.flatMap(({ origin, shape }) =>
      origin.kind === "state"
        ? [[origin.name, this.#bufferOf(origin.name, sizeOf(shape))] as const]
        : [],
    );
    return compileForGpu(device, program, Object.fromEntries(buffers), { isSoftware });
  }

  #bufferOf(name: string, length: number): GPUBuffer {
    const buffer = this.#buffers.get(name) ?? this.#allocator.storage(length * 4);
    this.#buffers.set(name, buffer);
    return buffer;
  }

  dispose(): void {
    this.#allocator.dispose();
    this.#buffers.clear();
  }
}
