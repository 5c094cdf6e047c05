/**
 * `MaxPoolGrad` for WASM that gives dy to the first of equal maxima, as every other backend does. The
 * stock kernel gives it to the last, so that flat areas would train differently from backend to backend.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { floatsOf } from "./wasmMatMul.ts";

type PoolInfo = ReturnType<typeof tf.backend_util.computePool2DInfo>;

interface PoolAttrs {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** dy, input [B, H, W, C] → [B, H, W, C] */
export const maxPoolGrad: tf.KernelFunc = ({ inputs, backend: anyBackend, attrs }) => {
  const backend = anyBackend as BackendWasm; // registered for "wasm" only
  const { dy, input } = inputs as { dy: tf.TensorInfo; input: tf.TensorInfo };
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as PoolAttrs;
  const shape = input.shape as [number, number, number, number];
  const info = tf.backend_util.computePool2DInfo(
    shape,
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const dx = backend.makeOutput(input.shape, "float32");
  const target = floatsOf(backend, dx).fill(0);
  const [x, gradient] = [floatsOf(backend, input), floatsOf(backend, dy)];
  let at = 0;
  for (let line = 0; line < info.batchSize * info.outHeight; line++) {
    for (let column = 0; column < info.outWidth; column++) {
      for (let channel = 0; channel < info.inChannels; channel++) {
        const place = firstMaximum(x, info, line, column, channel);
        target[place] = (target[place] as number) + (gradient[at++] as number);
      }
    }
  }
  return dx;
};

/** Index into x of the largest value under the window of one output place. */
function firstMaximum(
  x: Float32Array,
  { inHeight, inWidth, inChannels, outHeight, padInfo, ...info }: PoolInfo,
  line: number,
  column: number,
  channel: number,
): number {
  const image = Math.floor(line / outHeight);
  const top = (line - image * outHeight) * info.strideHeight - padInfo.top;
  const left = column * info.strideWidth - padInfo.left;
  let place = -1;
  let largest = Number.NEGATIVE_INFINITY;
  for (let row = Math.max(0, top); row < Math.min(inHeight, top + info.filterHeight); row++) {
    for (let col = Math.max(0, left); col < Math.min(inWidth, left + info.filterWidth); col++) {
      const at = ((image * inHeight + row) * inWidth + col) * inChannels + channel;
      if (place < 0 || (x[at] as number) > largest) {
        largest = x[at] as number;
        place = at;
      }
    }
  }
  return place;
}
