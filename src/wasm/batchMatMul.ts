/**
 * `BatchMatMul` for WASM that transposes single matrices explicitly before multiplying: the stock
 * kernel leaves XNNPACK's fast path as soon as one side is transposed, which every gradient of a dense
 * layer asks for.
 */
import type * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { floatsOf, transposeInto } from "./wasmMatMul.ts";

interface MatMulArgs {
  readonly inputs: tf.NamedTensorInfoMap;
  readonly backend: unknown;
  readonly attrs?: tf.NamedAttrMap;
}

/** The kernel to register instead of `stock`. */
export function explicitBatchMatMul(stock: tf.KernelFunc): tf.KernelFunc {
  return (args: MatMulArgs) => {
    const backend = args.backend as BackendWasm; // registered for "wasm" only
    const { a, b } = args.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    const { transposeA, transposeB } = args.attrs as { transposeA: boolean; transposeB: boolean };
    const plainA = transposeA && isSingle(a) ? transposed(backend, a) : null;
    const plainB = transposeB && isSingle(b) ? transposed(backend, b) : null;
    const out = stock({
      inputs: { a: plainA ?? a, b: plainB ?? b },
      backend,
      attrs: {
        transposeA: transposeA && plainA === null,
        transposeB: transposeB && plainB === null,
      },
    });
    for (const temporary of [plainA, plainB]) {
      if (temporary) backend.disposeData(temporary.dataId);
    }
    return out;
  };
}

function isSingle({ shape }: tf.TensorInfo): boolean {
  return shape.slice(0, -2).every((size) => size === 1);
}

function transposed(backend: BackendWasm, matrix: tf.TensorInfo): tf.TensorInfo {
  const rows = matrix.shape.at(-2) as number; // rank ≥ 2, checked by tf.matMul
  const columns = matrix.shape.at(-1) as number;
  const outer = matrix.shape.slice(0, -2);
  const out = backend.makeOutput([...outer, columns, rows], "float32");
  transposeInto(floatsOf(backend, matrix), floatsOf(backend, out), rows, columns);
  return out;
}
