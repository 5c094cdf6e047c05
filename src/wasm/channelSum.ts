/**
 * `Sum` and `Mean` over leading axes on WASM (the sums per channel of batch normalisation and bias
 * gradients). The stock kernel transposes the whole tensor first; this adds row to row.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { floatsOf } from "./wasmMatMul.ts";

/** The kernel to register instead of `stock`, which keeps every other choice of axes. */
export function channelSum(stock: tf.KernelFunc, isMean: boolean): tf.KernelFunc {
  return (args) => {
    const { x } = args.inputs as { x: tf.TensorInfo };
    const attrs = args.attrs as { axis: number | number[]; keepDims?: boolean };
    const axes = tf.util.parseAxisParam(attrs.axis, x.shape).toSorted((a, b) => a - b);
    const areLeading = axes.length < x.shape.length && axes.every((axis, at) => axis === at);
    if (x.dtype !== "float32" || !areLeading || attrs.keepDims) return stock(args);
    const backend = args.backend as BackendWasm; // registered for "wasm" only
    const out = backend.makeOutput(x.shape.slice(axes.length), "float32");
    addRows(floatsOf(backend, x), floatsOf(backend, out), isMean);
    return out;
  };
}

/** Sums in double precision (JavaScript's own), four channels at a time in registers. */
function addRows(x: Float32Array, out: Float32Array, isMean: boolean): void {
  const channels = out.length;
  const divisor = isMean ? x.length / channels : 1;
  let channel = 0;
  for (; channel + 4 <= channels; channel += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let at = channel; at < x.length; at += channels) {
      a += x[at] as number;
      b += x[at + 1] as number;
      c += x[at + 2] as number;
      d += x[at + 3] as number;
    }
    out[channel] = a / divisor;
    out[channel + 1] = b / divisor;
    out[channel + 2] = c / divisor;
    out[channel + 3] = d / divisor;
  }
  for (; channel < channels; channel++) {
    let sum = 0;
    for (let at = channel; at < x.length; at += channels) sum += x[at] as number;
    out[channel] = sum / divisor;
  }
}
