/** Pictures out of numbers, whatever shape those have: a list, or a field that grows with the picture. */
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Rng } from "../../lib/rng.ts";
import type { Drawing } from "../../protocol/inference.ts";
import { type Compute, onTfjs } from "../inference/inference.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { Generative } from "../models/model.ts";
import { generate, latentSpace, samples } from "./drawing.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
  class Pixels {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    constructor(data: Uint8ClampedArray, width: number) {
      this.data = data;
      this.width = width;
    }
  }
  vi.stubGlobal("ImageData", Pixels);
  vi.stubGlobal("createImageBitmap", async (pixels: Pixels) => pixels);
});
afterAll(() => vi.unstubAllGlobals());

/** px a cell of the field stands for. */
const cell = 4;

/** Red is the first number of the place's cell, green the second, blue how much of the second class is there. */
const field: Generative = {
  latentShape: [4, 4, 2],
  latentShapeOf: ({ width, height }) => [height / cell, width / cell, 2],
  classes: 2,
  generate(z, weights) {
    const [count, height = 0, width = 0] = z.shape as [number, number, number];
    const told = (weights ?? tf.zeros([count, 2])).reshape([
      count,
      ...(weights?.rank === 4 ? [height, width] : [1, 1]),
      2,
    ]);
    const blue = tf
      .slice(told, [0, 0, 0, 1], [count, -1, -1, 1])
      .mul(tf.ones([count, height, width, 1]));
    const small = tf.concat([z, blue], 3) as tf.Tensor4D;
    return tf.image.resizeNearestNeighbor(small, [height * cell, width * cell]);
  },
};

function runOf(generative: Generative): InferringRun {
  const model = generative as unknown as BuiltModel;
  const compute: Compute = (forward, feeds) => onTfjs(model, forward, feeds);
  const inference = { model, use: <T>(act: (by: Compute) => Promise<T>) => act(compute) };
  const record = { runId: "a", data: { patches: { size: 16 } } };
  return { inference, record } as unknown as InferringRun;
}

/** RGB of the first pixel of each cell, row after row. */
async function cellsOf(drawing: Drawing): Promise<string[]> {
  const { data, width } = (await generate(runOf(field), drawing)) as unknown as {
    data: Uint8ClampedArray;
    width: number;
  };
  const rows = data.length / 4 / width / cell;
  return Array.from({ length: (rows * width) / cell }, (_, at) => {
    const x = (at % (width / cell)) * cell;
    const y = Math.floor(at / (width / cell)) * cell;
    return data.slice(4 * (y * width + x), 4 * (y * width + x) + 3).join();
  });
}

describe("a model that draws from a field", () => {
  it("draws any size, and takes the numbers of one cell for all", async () => {
    const z = Float32Array.of(1, -1);
    const weights = Float32Array.of(1, 0);
    const cells = await cellsOf({ z, weights, size: { width: 12, height: 8 } });
    expect(cells).toEqual(Array(6).fill("255,0,128"));
    expect(await cellsOf({ z, weights })).toHaveLength(16); // a patch
  });

  it("takes a whole field, and a map of classes", async () => {
    const z = Float32Array.of(-1, -1, 1, -1);
    const weights = Float32Array.of(1, 0, 0, 1);
    const cells = await cellsOf({ z, weights, size: { width: 8, height: 4 } });
    expect(cells).toEqual(["0,0,128", "255,0,255"]);
  });

  it.each([
    ["z", { z: new Float32Array(3) }],
    ["weights", { z: new Float32Array(2), weights: new Float32Array(3) }],
  ])("refuses %s of another length", async (name, drawing) => {
    await expect(generate(runOf(field), drawing)).rejects.toThrow(`${name} has 3 values`);
  });

  it("has as many sliders as a cell has numbers, and samples of patches", async () => {
    expect((await latentSpace(runOf(field))).order).toHaveLength(2);
    expect(await samples(runOf(field), 3, new Rng(1))).toHaveLength(3 * 16 * 16 * 3);
  });
});

it("a model that draws patches alone refuses another size", async () => {
  const { latentShapeOf: _, ...patches } = field;
  const size = { width: 8, height: 8 };
  await expect(generate(runOf(patches), { z: new Float32Array(32), size })).rejects.toThrow(
    RangeError,
  );
});
