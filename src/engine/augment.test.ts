/** Geometry must be exact and colour right to rounding, against plain loops. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../lib/rng.ts";
import {
  type AugmentStrengths,
  augment,
  drawPixelMap,
  movePixels,
  type PixelMap,
  strengthsOf,
} from "./augment.ts";

const size = 16;
const off: AugmentStrengths = { roll: 0, flip: 0, turn: 0, brightness: 0, contrast: 0, grey: 0 };
const count = 7;
const packed = Int32Array.from(
  { length: count * size * size },
  (_, i) => (i * 2654435761) & 0xffffff,
);
const packedTensor = () => tf.tensor2d(packed, [count, size * size], "int32");

beforeAll(async () => {
  await tf.setBackend("cpu");
});

async function valuesOf(compute: () => tf.Tensor): Promise<number[]> {
  const tensor = tf.tidy(compute);
  const values = [...(await tensor.data())];
  tensor.dispose();
  return values;
}

function movedByLoops(maps: readonly PixelMap[]): number[] {
  const wrap = (position: number) => ((position % size) + size) % size;
  return maps.flatMap((map, image) =>
    Array.from({ length: size * size }, (_, i) => {
      const [y, x] = [Math.floor(i / size), i % size];
      const row = wrap(map.y0 + map.yy * y + map.yx * x);
      const column = wrap(map.x0 + map.xy * y + map.xx * x);
      return packed[(image * size + row) * size + column] as number;
    }),
  );
}

describe("movePixels", () => {
  it("moves every pixel as plain loops do, with all geometry on", async () => {
    const rng = new Rng(3);
    const strengths = { ...off, roll: 0.5, flip: 0.5, turn: 0.7 };
    const maps = Array.from({ length: count }, () => drawPixelMap(strengths, size, rng));

    const moved = await valuesOf(() => movePixels(packedTensor(), size, maps));

    expect(moved).toEqual(movedByLoops(maps));
  });

  it("keeps all pixels of an image, each once", async () => {
    const rng = new Rng(5);
    const strengths = { ...off, roll: 0.5, flip: 0.5, turn: 1 };
    const maps = Array.from({ length: count }, () => drawPixelMap(strengths, size, rng));

    const moved = await valuesOf(() => movePixels(packedTensor(), size, maps));

    const first = (values: Iterable<number>) => [...values].slice(0, size * size).sort();
    expect(first(moved)).toEqual(first(packed));
  });
});

describe("drawPixelMap", () => {
  it("is the identity when nothing is on", () => {
    expect(drawPixelMap(off, size, new Rng(1))).toEqual({
      y0: 0,
      yy: 1,
      yx: 0,
      x0: 0,
      xy: 0,
      xx: 1,
    });
  });

  it("draws all eight symmetries of the square", () => {
    const rng = new Rng(2);
    const strengths = { ...off, flip: 0.5, turn: 0.75 };
    const seen = new Set(
      Array.from({ length: 400 }, () => JSON.stringify(drawPixelMap(strengths, size, rng))),
    );
    expect(seen.size).toBe(8);
  });

  it("rolls at most by its share of the side", () => {
    const rng = new Rng(4);
    const shifts = Array.from(
      { length: 300 },
      () => drawPixelMap({ ...off, roll: 0.25 }, size, rng).y0,
    );
    expect(Math.min(...shifts)).toBe(-4);
    expect(Math.max(...shifts)).toBe(4);
  });
});

describe("augment", () => {
  it("unpacks bytes exactly to [-1, 1] when all is off", async () => {
    const values = await valuesOf(() => augment(packedTensor(), size, off, new Rng(1)));
    const expected = [...packed].flatMap((pixel) =>
      [pixel & 255, (pixel >> 8) & 255, pixel >> 16].map((byte) => Math.fround(byte / 127.5 - 1)),
    );
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 6);
    });
  });

  it("removes all colour at full strength", async () => {
    const values = await valuesOf(() =>
      augment(packedTensor(), size, { ...off, grey: 1 }, new Rng(1)),
    );
    for (let i = 0; i < 300; i += 3) {
      expect(values[i]).toBeCloseTo(values[i + 1] as number, 5);
      expect(values[i]).toBeCloseTo(values[i + 2] as number, 5);
    }
  });

  it("shifts an image's brightness and stretches its contrast as drawn", async () => {
    const grey = tf.tensor2d(new Int32Array(size * size).fill(0x808080), [1, size * size], "int32");
    const brighter = await valuesOf(() =>
      augment(grey, size, { ...off, brightness: 0.4 }, new Rng(8)),
    );
    const rng = new Rng(8);
    const shift = rng.uniform(-0.4, 0.4);
    expect(brighter[0]).toBeCloseTo(128 / 127.5 - 1 + shift, 5);

    const flat = await valuesOf(() => augment(grey, size, { ...off, contrast: 0.9 }, new Rng(8)));
    expect(flat[0]).toBeCloseTo(128 / 127.5 - 1, 5);
    grey.dispose();
  });

  it("gives the same images for the same seed", async () => {
    const strengths = {
      roll: 0.5,
      flip: 0.5,
      turn: 0.5,
      brightness: 0.2,
      contrast: 0.2,
      grey: 0.5,
    };
    const run = () => valuesOf(() => augment(packedTensor(), size, strengths, new Rng(6)));
    expect(await run()).toEqual(await run());
  });
});

it("takes strengths from hyperparameters; one that a model lacks is off", () => {
  expect(strengthsOf({ roll: 0.5, flip: 0.25, steps: 10 })).toEqual({
    ...off,
    roll: 0.5,
    flip: 0.25,
  });
});
