/**
 * Kernels of our own. Each is one node of a recorded program; where a step runs on tfjs directly it is
 * composed of tfjs's operations, which makes that path the reference for the compiled ones.
 */
import * as tf from "@tensorflow/tfjs";

const backendNames = ["cpu", "wasm", "webgl", "webgpu"] as const;

type Inputs = Readonly<Record<string, tf.Tensor>>;

/** Sync; may write to variables among its inputs. What it makes and does not return is disposed. */
type Compose<I, A> = (inputs: I, attrs: A) => tf.Tensor | tf.Tensor[];

/** Registers the kernel on every backend. @returns what calls it on the backend in use */
export function defineKernel<I extends object, A extends object>(
  kernelName: string,
  compose: Compose<I, A>,
): (inputs: I, attrs: A) => tf.Tensor[] {
  for (const backendName of backendNames) {
    tf.registerKernel({
      kernelName,
      backendName,
      // tfjs hands the tensors themselves to a kernel, and takes tensors back
      kernelFunc: ({ inputs, attrs }) => tf.tidy(() => compose(inputs as I, attrs as unknown as A)),
    });
  }
  return (inputs, attrs) => {
    const outputs: tf.Tensor | tf.Tensor[] = tf
      .engine()
      .runKernel(kernelName, inputs as tf.NamedTensorMap, attrs as tf.NamedAttrMap);
    return Array.isArray(outputs) ? outputs : [outputs];
  };
}

/** Inputs that come in any number, by place: `prefix0`, `prefix1`, … */
export function numbered(prefix: string, tensors: readonly tf.Tensor[]): Record<string, tf.Tensor> {
  return Object.fromEntries(tensors.map((tensor, at) => [`${prefix}${at}`, tensor]));
}

/** The inverse of `numbered`. */
export function allNumbered(prefix: string, inputs: Inputs): tf.Tensor[] {
  const found: tf.Tensor[] = [];
  for (let tensor = inputs[`${prefix}0`]; tensor; tensor = inputs[`${prefix}${found.length}`])
    found.push(tensor);
  return found;
}
