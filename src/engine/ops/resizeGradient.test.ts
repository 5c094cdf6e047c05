/** The resize gradient against the truth: a linear map's gradient is its value at the unit vectors. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { registerResizeGradient } from "./resizeGradient.ts";

registerWasmKernels();
registerResizeGradient();

describe.each(["cpu", "wasm"])("resizeNearestNeighbor on %s", (backend) => {
  it.each([
    [1, 3, 6, false, false],
    [2, 3, 6, false, false],
    [2, 3, 7, true, false],
    [2, 3, 7, false, true],
    [2, 5, 3, false, false],
  ])(
    "%i images, %i → %i px, alignCorners %s, halfPixelCenters %s",
    async (count, from, to, align, half) => {
      await tf.setBackend(backend);
      const shape: [number, number, number, number] = [count, from, from, 2];
      const size = tf.util.sizeFromShape(shape);
      const weight = tf.tensor(new Rng(1).normals(count * to * to * 2), [count, to, to, 2]);
      const loss = (x: tf.Tensor) =>
        tf.image
          .resizeNearestNeighbor(x as tf.Tensor4D, [to, to], align, half)
          .mul(weight)
          .sum();
      const gradient = await tf.tidy(() => tf.grad(loss)(tf.zeros(shape))).data();
      for (let at = 0; at < size; at++) {
        const unit = new Float32Array(size);
        unit[at] = 1;
        const [truth] = await loss(tf.tensor(unit, shape)).data();
        expect(gradient[at]).toBeCloseTo(truth as number, 4);
      }
    },
  );
});
