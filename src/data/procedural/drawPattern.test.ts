import { describe, expect, it } from "vitest";
import { type PatternId, patternIds } from "../../protocol/project.ts";
import { crc32 } from "../crc32.ts";
import { oklch } from "./colour.ts";
import { drawPattern } from "./drawPattern.ts";
import { cell, fractal } from "./noise.ts";

/** CRC-32 of seed 1 at 48 px: saved projects name a seed and must find the same picture again. */
const golden: Readonly<Record<PatternId, number>> = {
  checker: 0x4762dbcb,
  stripes: 0x84705b58,
  dots: 0xde0158d7,
  bricks: 0xa8773ef4,
  weave: 0xea4c18db,
  wood: 0x548a28d6,
  marble: 0xd46a995a,
  cells: 0xf9e7ef9d,
  noise: 0xd15d0773,
};

describe.each(patternIds)("pattern %s", (pattern) => {
  it("gives the same bytes for the same seed, today and later", () => {
    const image = drawPattern(pattern, 1, 48);
    expect(image.pixels).toHaveLength(48 * 48 * 3);
    expect(crc32(image.pixels)).toBe(golden[pattern]);
  });

  it("differs from seed to seed and has contrast", () => {
    const hashes = new Set<number>();
    for (let seed = 1; seed <= 12; seed++) {
      const { pixels } = drawPattern(pattern, seed, 32);
      hashes.add(crc32(pixels));
      const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
      const spread = Math.sqrt(pixels.reduce((sum, v) => sum + (v - mean) ** 2, 0) / pixels.length);
      expect(spread, `seed ${seed}`).toBeGreaterThan(8);
    }
    expect(hashes.size).toBe(12);
  });
});

it("noise stays within its range and is continuous", () => {
  for (let i = 0; i < 2000; i++) {
    const x = i * 0.137 - 100;
    const value = fractal(x, -x * 0.7, 5, 4);
    expect(Math.abs(value)).toBeLessThan(1.1);
    expect(Math.abs(value - fractal(x + 1e-4, -x * 0.7, 5, 4))).toBeLessThan(0.02);
  }
});

it("a cell's border is nearest where two centres are equally far", () => {
  for (let i = 0; i < 500; i++) {
    const found = cell(i * 0.311, i * 0.173, 3, 1);
    expect(found.border).toBeGreaterThanOrEqual(-1e-9);
    expect(found.border).toBeLessThan(1.5);
    expect(found.centre).toBeLessThan(1.5);
  }
});

it("OKLCH gives known colours", () => {
  const bytes = (l: number, c: number, h: number) => oklch(l, c, h).map((v) => Math.round(v * 255));
  expect(bytes(1, 0, 0)).toEqual([255, 255, 255]);
  expect(bytes(0.628, 0.2577, 29.23)).toEqual([255, 0, 0]);
});
