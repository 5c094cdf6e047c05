/**
 * Matrix products on the WASM backend's own memory. XNNPACK runs at full speed only when neither side
 * is transposed, so these helpers work on plain row-major data and transpose explicitly.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

export type MatMulKernel = (
  backend: BackendWasm,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
) => tf.TensorInfo;

/** The backend's own `BatchMatMul`; taken once, so that later overrides of the kernel do not loop. */
export function stockMatMul(): MatMulKernel {
  const kernel = tf.getKernel("BatchMatMul", "wasm");
  return (backend, a, b) => {
    const attrs = { transposeA: false, transposeB: false };
    const out = kernel.kernelFunc({ inputs: { a, b }, backend, attrs });
    return out as tf.TensorInfo; // one output, by the kernel's definition
  };
}

/** The live floats of a tensor in WASM memory; a later allocation may invalidate the view. */
export function floatsOf(backend: BackendWasm, tensor: tf.TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}

/** [rows, columns] → [columns, rows], in square blocks that fit the first-level cache. */
export function transposeInto(
  source: Float32Array,
  target: Float32Array,
  rows: number,
  columns: number,
): void {
  const block = 16;
  for (let top = 0; top < rows; top += block) {
    const bottom = Math.min(rows, top + block);
    for (let left = 0; left < columns; left += block) {
      const right = Math.min(columns, left + block);
      for (let column = left; column < right; column++) {
        for (let row = top; row < bottom; row++) {
          target[column * rows + row] = source[row * columns + column] as number;
        }
      }
    }
  }
}
