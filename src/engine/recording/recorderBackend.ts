/**
 * A tfjs backend that computes nothing: each kernel adds nodes to a program instead. Model code runs
 * on it unchanged, gradients included, and what is left is the step as data.
 */
import * as tf from "@tensorflow/tfjs";
import { elementwise } from "./kernels/elementwise.ts";
import { layout } from "./kernels/layout.ts";
import { own } from "./kernels/own.ts";
import { pooling } from "./kernels/pooling.ts";
import { products } from "./kernels/products.ts";
import { reductions } from "./kernels/reductions.ts";
import type { Lowering, Lowerings } from "./lowering.ts";
import { type Operand, type Recorder, Unrecordable } from "./recorder.ts";

export const recorderName = "recorder";

const lowerings: Lowerings = {
  ...elementwise,
  ...layout,
  ...own,
  ...pooling,
  ...products,
  ...reductions,
};

type DataId = tf.Tensor["dataId"];

export class RecorderBackend extends tf.KernelBackend {
  readonly #operands = new Map<DataId, Operand>();
  readonly recorder: Recorder;

  constructor(recorder: Recorder) {
    super();
    this.recorder = recorder;
  }

  /** Makes a tensor of another backend known as a value of the program. */
  declare(tensor: tf.Tensor, operand: Operand): void {
    this.#operands.set(tensor.dataId, operand);
  }

  /** @throws Unrecordable for a tensor that was made outside and not declared */
  operandOf({ dataId, shape, dtype }: tf.TensorInfo): Operand {
    const operand = this.#operands.get(dataId);
    if (!operand) throw new Unrecordable(`A ${dtype} tensor [${shape}] from outside the step`);
    // tfjs may show the same numbers under another shape
    return { ...operand, shape, dtype: dtype as Operand["dtype"] };
  }

  tensorInfo(operand: Operand): tf.TensorInfo {
    const dataId: DataId = {};
    this.#operands.set(dataId, operand);
    return { dataId, shape: [...operand.shape], dtype: operand.dtype };
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): DataId {
    if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool")
      throw new Unrecordable(`A constant of type ${dtype}`);
    const numbers = values as ArrayLike<number>; // neither strings nor complex
    const data = dtype === "int32" ? Int32Array.from(numbers) : Float32Array.from(numbers);
    const dataId: DataId = {};
    this.#operands.set(dataId, { ...this.recorder.constant(data, shape), dtype });
    return dataId;
  }

  override disposeData(): boolean {
    return true;
  }
  override refCount(): number {
    return 1;
  }
  override incRef(): void {}
  override numDataIds(): number {
    return this.#operands.size;
  }
  override memory() {
    return { unreliable: true };
  }
  override floatPrecision(): 16 | 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
  override dispose(): void {}
}

let areKernelsRegistered = false;

/** Once: the kernels find the recorder through the backend that calls them. */
export function registerRecorderKernels(): void {
  if (areKernelsRegistered) return;
  areKernelsRegistered = true;
  for (const [kernelName, lowering] of Object.entries(lowerings))
    tf.registerKernel({ kernelName, backendName: recorderName, kernelFunc: kernelOf(lowering) });
}

function kernelOf(lowering: Lowering): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const recording = backend as RecorderBackend; // registered for it only
    const operands = Object.entries(inputs as tf.NamedTensorInfoMap).flatMap(([name, info]) =>
      info ? [[name, recording.operandOf(info)] as const] : [],
    );
    const outputs = lowering({
      recorder: recording.recorder,
      inputs: Object.fromEntries(operands),
      attrs: attrs ?? {},
    });
    return Array.isArray(outputs)
      ? outputs.map((output) => recording.tensorInfo(output))
      : recording.tensorInfo(outputs as Operand); // not an array
  };
}
