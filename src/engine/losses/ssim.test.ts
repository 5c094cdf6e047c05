/** SSIM against the definition in plain loops. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { ssim } from "./ssim.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

type Shape = [number, number, number, number];
const shape: Shape = [2, 13, 12, 3];

/** Values in [-1, 1). */
function noise(seed: number): Float32Array {
  const rng = new Rng(seed);
  return Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => rng.uniform(-1, 1));
}

async function ssimOf(a: Float32Array, b: Float32Array): Promise<number> {
  const value = tf.tidy(() => ssim(tf.tensor4d(a, shape), tf.tensor4d(b, shape)));
  const [number] = await value.data();
  value.dispose();
  return number as number;
}

/** The definition, window by window. */
function ssimByLoops(a: Float32Array, b: Float32Array): number {
  const [batch, height, width, channels] = shape;
  const weight = (i: number) => Math.exp(-((i - 5) ** 2) / 4.5);
  const norm = Array.from({ length: 11 }, (_, i) => weight(i)).reduce((sum, w) => sum + w) ** 2;
  const values: number[] = [];
  for (let image = 0; image < batch; image++)
    for (let top = 0; top + 11 <= height; top++)
      for (let left = 0; left + 11 <= width; left++)
        for (let channel = 0; channel < channels; channel++) {
          const mean = (of: (x: number, y: number) => number) => {
            let sum = 0;
            for (let row = 0; row < 11; row++)
              for (let column = 0; column < 11; column++) {
                const pixel = (image * height + top + row) * width + left + column;
                const at = pixel * channels + channel;
                const [x, y] = [((a[at] ?? 0) + 1) / 2, ((b[at] ?? 0) + 1) / 2];
                sum += (weight(row) * weight(column) * of(x, y)) / norm;
              }
            return sum;
          };
          const [mx, my] = [mean((x) => x), mean((_, y) => y)];
          const [vx, vy] = [mean((x) => (x - mx) ** 2), mean((_, y) => (y - my) ** 2)];
          const covariance = mean((x, y) => (x - mx) * (y - my));
          const luminance = (2 * mx * my + 1e-4) / (mx ** 2 + my ** 2 + 1e-4);
          values.push((luminance * (2 * covariance + 9e-4)) / (vx + vy + 9e-4));
        }
  return values.reduce((sum, value) => sum + value) / values.length;
}

describe("ssim", () => {
  it("is 1 for equal images, textured or flat", async () => {
    expect(await ssimOf(noise(1), noise(1))).toBeCloseTo(1, 4);
    const flat = new Float32Array(noise(1).length).fill(-1);
    expect(await ssimOf(flat, flat)).toBeCloseTo(1, 4);
  });

  it("is what the definition gives, either way round", async () => {
    const [a, b] = [noise(1), noise(1).map((value, i) => 0.5 * value + (i % 7) / 20)];
    const expected = ssimByLoops(a, b);
    expect(expected).toBeLessThan(0.95);
    expect(await ssimOf(a, b)).toBeCloseTo(expected, 4);
    expect(await ssimOf(b, a)).toBeCloseTo(expected, 4);
  });

  it("tells flat images apart by their brightness", async () => {
    const [dark, light] = [-0.5, 0.5].map((value) => noise(1).fill(value)) as [
      Float32Array,
      Float32Array,
    ];
    const expected = (2 * 0.25 * 0.75 + 1e-4) / (0.25 ** 2 + 0.75 ** 2 + 1e-4);
    expect(await ssimOf(dark, light)).toBeCloseTo(expected, 4);
  });

  it("is below 0 for a negative, and near 0 for unrelated noise", async () => {
    expect(
      await ssimOf(
        noise(1),
        noise(1).map((value) => -value),
      ),
    ).toBeLessThan(-0.5);
    expect(Math.abs(await ssimOf(noise(1), noise(2)))).toBeLessThan(0.2);
  });

  it("has a finite gradient everywhere, also between flat images, that is uphill", async () => {
    const [target, start] = [tf.tensor4d(noise(1), shape), tf.tensor4d(noise(2), shape)];
    const flat = tf.zeros<tf.Rank.R4>(shape);
    const toTarget = tf.grad((x: tf.Tensor) => ssim(target, x as tf.Tensor4D));
    const uphill = toTarget(start);
    const moved = tf.add(start, tf.mul(uphill, 50)) as tf.Tensor4D;
    const between = tf.grad((x: tf.Tensor) => ssim(flat, x as tf.Tensor4D))(flat);
    const gradients = [...(await uphill.data()), ...(await between.data())];
    const [before] = await ssim(target, start).data();
    const [after] = await ssim(target, moved).data();

    expect(gradients.every(Number.isFinite)).toBe(true);
    expect(after).toBeGreaterThan(before as number);
  });
});
