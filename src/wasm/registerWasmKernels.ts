/** Adds to the WASM backend the kernels that training needs and tfjs 4.22 lacks or has only slowly. */
import * as tf from "@tensorflow/tfjs";
import { explicitBatchMatMul } from "./batchMatMul.ts";
import { channelSum } from "./channelSum.ts";
import { conv2dBackpropFilter } from "./conv2dBackpropFilter.ts";
import { conv2dBackpropInput } from "./conv2dBackpropInput.ts";
import { maxPoolGrad } from "./maxPoolGrad.ts";
import { stockMatMul } from "./wasmMatMul.ts";

let registered = false;

/** Call once after `@tensorflow/tfjs-backend-wasm` is imported and before `setBackend("wasm")`. */
export function registerWasmKernels(): void {
  if (registered) return;
  registered = true;
  const matMul = stockMatMul();
  const stock = tf.getKernel("BatchMatMul", "wasm");
  replace(stock, explicitBatchMatMul(stock.kernelFunc));
  const convolve = tf.getKernel("Conv2D", "wasm").kernelFunc;
  replace(tf.getKernel("Conv2DBackpropInput", "wasm"), conv2dBackpropInput(matMul, convolve));
  replace(tf.getKernel("MaxPoolGrad", "wasm"), maxPoolGrad);
  for (const name of ["Sum", "Mean"]) {
    const reduction = tf.getKernel(name, "wasm");
    replace(reduction, channelSum(reduction.kernelFunc, name === "Mean"));
  }
  tf.registerKernel({
    kernelName: "Conv2DBackpropFilter",
    backendName: "wasm",
    kernelFunc: conv2dBackpropFilter(matMul),
  });
}

/** Unregisters first, so that tfjs does not warn. */
function replace(config: tf.KernelConfig, kernelFunc: tf.KernelFunc): void {
  tf.unregisterKernel(config.kernelName, "wasm");
  tf.registerKernel({ ...config, kernelFunc });
}
