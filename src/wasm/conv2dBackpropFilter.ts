/**
 * `Conv2DBackpropFilter` for WASM, which tfjs 4.22 lacks: the gradient of a convolution by its filter.
 * For each group of filter taps the input pixels that they touch are laid out as rows
 * [taps · inChannels, batch · outHeight · outWidth] and multiplied by dy in one matrix product.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { floatsOf, type MatMulKernel } from "./wasmMatMul.ts";

type ConvInfo = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

/** Most floats laid out at once (16 MB); WASM memory never shrinks. */
const layoutFloats = 4 * 1024 * 1024;

/** The kernel; x [B, H, W, inC], dy [B, outH, outW, outC] → [kh, kw, inC, outC], NHWC only. */
export function conv2dBackpropFilter(matMul: MatMulKernel): tf.KernelFunc {
  return ({ inputs, backend: anyBackend, attrs }) => {
    const backend = anyBackend as BackendWasm; // registered for "wasm" only
    const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const info = convInfoOf(x.shape, attrs as unknown as FilterAttrs);
    const { filterHeight, filterWidth, inChannels, outChannels } = info;
    const pixels = info.batchSize * info.outHeight * info.outWidth;
    const taps = filterHeight * filterWidth;
    const group = Math.min(taps, Math.max(1, Math.floor(layoutFloats / (inChannels * pixels))));
    const dyMatrix = { dataId: dy.dataId, shape: [pixels, outChannels], dtype: dy.dtype };

    const out = backend.makeOutput(info.filterShape, "float32");
    for (let first = 0; first < taps; first += group) {
      const rows = Math.min(group, taps - first) * inChannels;
      const layout = backend.makeOutput([rows, pixels], "float32");
      layOutTaps(floatsOf(backend, x), floatsOf(backend, layout), info, first, rows / inChannels);
      const part = matMul(backend, layout, dyMatrix); // [rows, outC]
      floatsOf(backend, out).set(floatsOf(backend, part), first * inChannels * outChannels);
      backend.disposeData(layout.dataId);
      backend.disposeData(part.dataId);
    }
    return out;
  };
}

interface FilterAttrs {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly filterShape: [number, number, number, number];
}

function convInfoOf(shape: number[], attrs: FilterAttrs): ConvInfo {
  if (attrs.dataFormat !== "NHWC") throw new Error("Conv2DBackpropFilter on WASM takes NHWC only.");
  return tf.backend_util.computeConv2DInfo(
    shape as [number, number, number, number],
    attrs.filterShape,
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
}

/** Writes row (tap, channel) = the input pixel under that tap, for every output pixel; 0 outside. */
function layOutTaps(
  x: Float32Array,
  layout: Float32Array,
  info: ConvInfo,
  firstTap: number,
  taps: number,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = info;
  const { strideHeight, strideWidth, filterWidth, padInfo } = info;
  const pixels = batchSize * outHeight * outWidth;
  for (let tap = 0; tap < taps; tap++) {
    const tapRow = Math.floor((firstTap + tap) / filterWidth) - padInfo.top;
    const tapColumn = ((firstTap + tap) % filterWidth) - padInfo.left;
    const from = Math.min(outWidth, Math.max(0, Math.ceil(-tapColumn / strideWidth)));
    const to = Math.max(from, Math.min(outWidth, Math.ceil((inWidth - tapColumn) / strideWidth)));
    for (let line = 0; line < batchSize * outHeight; line++) {
      const image = Math.floor(line / outHeight);
      const inRow = (line - image * outHeight) * strideHeight + tapRow;
      const target = tap * inChannels * pixels + line * outWidth;
      if (inRow < 0 || inRow >= inHeight) {
        clearLines(layout, target, pixels, inChannels, outWidth);
        continue;
      }
      const source = ((image * inHeight + inRow) * inWidth + tapColumn) * inChannels;
      for (let channel = 0; channel < inChannels; channel++) {
        const row = target + channel * pixels;
        for (let column = 0; column < from; column++) layout[row + column] = 0;
        let at = source + channel + from * strideWidth * inChannels;
        for (let column = from; column < to; column++) {
          layout[row + column] = x[at] as number;
          at += strideWidth * inChannels;
        }
        for (let column = to; column < outWidth; column++) layout[row + column] = 0;
      }
    }
  }
}

function clearLines(
  layout: Float32Array,
  start: number,
  pitch: number,
  lines: number,
  width: number,
): void {
  for (let line = 0; line < lines; line++) {
    layout.fill(0, start + line * pitch, start + line * pitch + width);
  }
}
