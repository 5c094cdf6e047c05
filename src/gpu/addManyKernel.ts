/**
 * The sum of any number of tensors on WebGPU. tfjs 4.22 binds all terms of `addN` at once, but a shader
 * reads no more than 8 to 10 buffers on many devices: the command is then refused, and the result is
 * whatever its buffer held before.
 */
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

const name = { kernelName: "AddN", backendName: "webgpu" };
let isReplaced = false;

/** Puts the sum in parts in the place of tfjs's kernel. */
export function replaceAddMany(): void {
  if (isReplaced) return;
  isReplaced = true;
  const { kernelFunc } = tf.getKernel(name.kernelName, name.backendName);
  tf.unregisterKernel(name.kernelName, name.backendName);
  tf.registerKernel({ ...name, kernelFunc: inParts(kernelFunc) });
}

/** @param addAtOnce adds as many terms as a shader of the device can bind beside the result */
function inParts(addAtOnce: tf.KernelFunc): tf.KernelFunc {
  return ({ inputs, backend }) => {
    const gpu = backend as WebGPUBackend;
    const most = gpu.device.limits.maxStorageBuffersPerShaderStage - 1;
    const add = (terms: readonly tf.TensorInfo[]) =>
      // A list for a map: so are they given to the kernels of `addN`.
      addAtOnce({ inputs: terms as never, backend }) as tf.TensorInfo;
    const terms = Object.values(inputs) as tf.TensorInfo[];
    let sum = add(terms.slice(0, most));
    for (let next = most; next < terms.length; next += most - 1) {
      const part = sum;
      sum = add([part, ...terms.slice(next, next + most - 1)]);
      gpu.disposeData(part.dataId);
    }
    return sum;
  };
}
