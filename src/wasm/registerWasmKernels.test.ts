/** Parity of our WASM kernels with the plain CPU backend over odd sizes, strides and kernels. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../lib/rng.ts";
import { registerWasmKernels } from "./registerWasmKernels.ts";

beforeAll(() => registerWasmKernels());

interface Case {
  readonly height: number;
  readonly width: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly pad: "same" | "valid";
}

const cases: Case[] = [1, 3, 4, 5].flatMap((kernel) =>
  [1, 2].flatMap((stride) =>
    (["same", "valid"] as const).flatMap((pad) => [
      { height: 8, width: 8, inChannels: 3, outChannels: 5, kernel, stride, pad },
      { height: 7, width: 9, inChannels: 4, outChannels: 2, kernel, stride, pad },
      { height: 5, width: 6, inChannels: 1, outChannels: 17, kernel, stride, pad },
    ]),
  ),
);

async function onBackend(name: string, compute: () => tf.Tensor[]): Promise<Float32Array[]> {
  await tf.setBackend(name);
  const tensors = tf.tidy(compute);
  const values = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  return values as Float32Array[];
}

function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let largest = 0;
  a.forEach((values, part) => {
    values.forEach((value, at) => {
      largest = Math.max(largest, Math.abs(value - (b[part]?.[at] ?? Number.NaN)));
    });
  });
  return a.length === b.length ? largest : Number.NaN;
}

async function expectParity(compute: () => tf.Tensor[]): Promise<void> {
  const expected = await onBackend("cpu", compute);
  const actual = await onBackend("wasm", compute);
  expect(largestDifference(actual, expected)).toBeLessThan(1e-4);
}

const random = (seed: number, shape: number[]) =>
  tf.tensor(new Rng(seed).normals(tf.util.sizeFromShape(shape)), shape);

describe("gradients of a convolution", () => {
  it.each(cases)("agree with the CPU: %o", async (c) => {
    const { kernel, stride, pad } = c;
    await expectParity(() => {
      const x = random(1, [2, c.height, c.width, c.inChannels]) as tf.Tensor4D;
      const filter = random(2, [kernel, kernel, c.inChannels, c.outChannels]) as tf.Tensor4D;
      const weight = random(3, tf.conv2d(x, filter, stride, pad).shape);
      const loss = (a: tf.Tensor, w: tf.Tensor) =>
        tf
          .conv2d(a as tf.Tensor4D, w as tf.Tensor4D, stride, pad)
          .mul(weight)
          .sum();
      return tf.grads(loss)([x, filter]);
    });
  });
});

describe("transposed convolution", () => {
  it.each([
    [4, 2, 3, 5],
    [4, 2, 5, 3],
    [3, 1, 2, 2],
    [5, 2, 4, 1],
  ])(
    "kernel %i stride %i channels %i→%i: value and gradients agree with the CPU",
    async (kernel, stride, from, to) => {
      await expectParity(() => {
        const x = random(1, [3, 5, 4, from]) as tf.Tensor4D;
        const filter = random(2, [kernel, kernel, to, from]) as tf.Tensor4D;
        const run = (a: tf.Tensor, w: tf.Tensor) =>
          tf.conv2dTranspose(
            a as tf.Tensor4D,
            w as tf.Tensor4D,
            [3, 5 * stride, 4 * stride, to],
            stride,
            "same",
          );
        const loss = (a: tf.Tensor, w: tf.Tensor) => run(a, w).square().sum().sqrt();
        return [run(x, filter), ...tf.grads(loss)([x, filter])];
      });
    },
  );
});

describe("matMul with transposed sides", () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])("transposeA %s, transposeB %s agrees with the CPU, single and batched", async (a, b) => {
    await expectParity(() =>
      [[], [1], [3]].map((outer) =>
        tf.matMul(
          random(1, [...outer, ...(a ? [19, 7] : [7, 19])]),
          random(2, [...outer, ...(b ? [23, 19] : [19, 23])]),
          a,
          b,
        ),
      ),
    );
  });
});

describe("sums and means", () => {
  it.each([[[0, 1, 2]], [[0]], [[1, 0]], [[1, 2]], [[3]], [[0, 2]]])(
    "over axes %j agree with the CPU",
    async (axes) => {
      await expectParity(() =>
        [false, true].flatMap((keepDims) => {
          const x = random(1, [3, 4, 5, 7]);
          return [x.sum(axes, keepDims), x.mean(axes, keepDims)];
        }),
      );
    },
  );
});

describe("the gradient of max pooling", () => {
  it.each([
    [2, 2, "valid"],
    [3, 2, "same"],
    [3, 1, "same"],
    [2, 3, "valid"],
  ] as const)("size %i, stride %i, %s agrees with the CPU, ties too", async (size, stride, pad) => {
    const pooled = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, size, stride, pad);
    await expectParity(() => {
      const x = random(1, [2, 7, 9, 3]);
      const weight = random(2, pooled(x).shape);
      const gradient = tf.grad((input) => pooled(input).mul(weight).sum());
      return [gradient(x), gradient(x.round()), gradient(tf.onesLike(x))];
    });
  });
});

it("leaks no WASM memory", async () => {
  await tf.setBackend("wasm");
  const backend = tf.backend() as unknown as { numDataIds(): number };
  const step = () =>
    tf.tidy(() => {
      const x = random(1, [2, 9, 9, 3]) as tf.Tensor4D;
      const w = random(2, [3, 3, 3, 4]) as tf.Tensor4D;
      const loss = (a: tf.Tensor, f: tf.Tensor) =>
        tf
          .conv2d(a as tf.Tensor4D, f as tf.Tensor4D, 2, "same")
          .reshape([2, 100])
          .matMul(tf.ones([100, 1]))
          .sum();
      tf.grads(loss)([x, w]);
    });
  step();
  const before = backend.numDataIds();
  for (let i = 0; i < 5; i++) step();
  expect(backend.numDataIds()).toBe(before);
});
