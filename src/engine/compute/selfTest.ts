/**
 * Compares the gradients of a tiny network with those of the plain CPU backend: a driver that
 * computes wrongly would train garbage without a word.
 */
import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../lib/rng.ts";
import type { BackendInfo } from "../../protocol/backend.ts";

/** Where results are kept between sessions. */
export interface ResultStore {
  getValue(key: string): Promise<unknown>;
  setValue(key: string, value: unknown): Promise<void>;
}

/** Raise it when the test, or what it tests, changes. */
const version = 2;
/** A driver may be mended, or break: then a verdict is asked for anew. */
const validMs = { passed: 30 * 86_400_000, failed: 3 * 86_400_000 };
/** Largest difference allowed, as a share of the largest value of its tensor. */
const tolerance = 5e-3;

/** Whether the backend in use computes as the CPU does; asks the store first and tells it after. */
export async function passesSelfTest(
  { backend, adapter }: Pick<BackendInfo, "backend" | "adapter">,
  store: ResultStore,
): Promise<boolean> {
  const browser = globalThis.navigator?.userAgent ?? ""; // none in Node
  const key = `selfTest:${version}:${tf.version_core}:${backend}:${adapter}:${browser}`;
  const known = verdictOf(await store.getValue(key).catch(() => undefined));
  if (known !== null) return known;
  const passed = await agreesWithCpu(backend);
  await store.setValue(key, { passed, at: Date.now() }).catch(() => undefined); // only a cache
  return passed;
}

/** What was found before, unless that is too long ago; null where it is to be found out. */
function verdictOf(stored: unknown): boolean | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { passed, at } = stored as { readonly passed?: unknown; readonly at?: unknown };
  if (typeof passed !== "boolean" || typeof at !== "number") return null;
  const age = Date.now() - at;
  return age >= 0 && age < (passed ? validMs.passed : validMs.failed) ? passed : null;
}

/** The CPU's part runs in one go, so that nothing else can compute on the wrong backend meanwhile. */
async function agreesWithCpu(backend: string): Promise<boolean> {
  const actual = tf.tidy(computeGradients);
  void tf.setBackend("cpu"); // takes effect at once: the CPU backend starts synchronously
  const expected = tf.tidy(computeGradients);
  void tf.setBackend(backend); // at once, as it is running already
  try {
    for (const [at, tensor] of actual.entries()) {
      const [a, b] = await Promise.all([tensor.data(), (expected[at] as tf.Tensor).data()]);
      if (!isClose(a, b)) return false;
    }
    return true;
  } finally {
    tf.dispose([actual, expected]);
  }
}

function isClose(actual: ArrayLike<number>, expected: ArrayLike<number>): boolean {
  let largest = 1e-6;
  let difference = 0;
  for (let at = 0; at < expected.length; at++) {
    const value = expected[at] as number;
    largest = Math.max(largest, Math.abs(value));
    difference = Math.max(difference, Math.abs((actual[at] as number) - value));
  }
  return difference <= tolerance * largest; // false for NaN
}

/** Every operation that the models train with: strided and transposed convolution, batch norm, … */
function computeGradients(): tf.Tensor[] {
  const rng = new Rng(7);
  const random = (shape: number[]) =>
    tf.tensor(
      rng.normals(tf.util.sizeFromShape(shape)).map((value) => value * 0.5),
      shape,
    );
  const images = random([2, 8, 8, 3]) as tf.Tensor4D;
  const weights = [
    random([4, 4, 3, 4]), // convolution
    random([4]), // scale
    random([4]), // offset
    random([64, 5]), // dense
    random([5, 64]), // dense
    random([4, 4, 3, 4]), // transposed convolution
  ];
  const loss = (...inputs: tf.Tensor[]) => {
    const [conv, scale, offset, down, up, back] = inputs as [
      tf.Tensor4D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor4D,
    ];
    const maps = tf.conv2d(images, conv, 2, "same"); // [2, 4, 4, 4]
    const { mean, variance } = tf.moments(maps, [0, 1, 2]);
    const normal = tf.batchNorm4d(
      maps,
      mean as tf.Tensor1D,
      variance as tf.Tensor1D,
      offset,
      scale,
      1e-3,
    );
    const logits = tf.leakyRelu(normal, 0.2).reshape<tf.Tensor2D>([2, 64]).matMul(down); // [2, 5]
    const labels = tf.oneHot(tf.tensor1d([1, 3], "int32"), 5);
    const small = tf.tanh(logits.matMul(up)).reshape<tf.Tensor4D>([2, 4, 4, 4]);
    const rebuilt = tf.tanh(tf.conv2dTranspose(small, back, [2, 8, 8, 3], 2, "same"));
    const error = tf.mean(tf.square(tf.sub(rebuilt, images)));
    return tf.add(error, tf.losses.softmaxCrossEntropy(labels, logits)) as tf.Scalar;
  };
  return [loss(...weights), ...tf.grads(loss)(weights)];
}
