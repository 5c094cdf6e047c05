/** Numbers that tfjs's tensors and compiled programs hand each other without leaving the device. */
import type * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { GpuExecutable } from "./gpuExecutable.ts";

/**
 * Copies states of the program into tensors of the same device; in order with what tfjs computes
 * before and after.
 * @param tensors by the names of the states; of their sizes
 */
export function copyToTensors(
  executable: GpuExecutable,
  backend: WebGPUBackend,
  tensors: ReadonlyMap<string, tf.Tensor>,
): void {
  const targets = [...tensors].map(([name, { dataId, size }]) => {
    backend.uploadToGPU(dataId); // where the numbers were on the host until now
    return { source: executable.stateBuffer(name), data: backend.tensorMap.get(dataId), size };
  });
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue(); // what tfjs still holds back reads the old numbers
  const encoder = backend.device.createCommandEncoder();
  for (const { source, data, size } of targets) {
    const target = data.resource as GPUBuffer; // never a texture: tfjs makes buffers for tensors
    encoder.copyBufferToBuffer(source, 0, target, 0, size * 4);
    data.values = null as unknown as tf.BackendValues; // its copy of the old numbers
  }
  backend.device.queue.submit([encoder.finish()]);
}

/** Where a tensor's numbers are, from the first byte, for as long as it is not disposed of. */
export function bufferOf(backend: WebGPUBackend, { dataId }: tf.Tensor): GPUBuffer {
  backend.uploadToGPU(dataId); // where it was on the host until now
  return backend.tensorMap.get(dataId).resource as GPUBuffer; // never a texture: tfjs makes buffers for tensors
}
