import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../lib/rng.ts";
import { sha256Now } from "../lib/sha256.ts";
import type { RgbImage } from "./rgbImage.ts";
import { Scaler, scaleImage } from "./scaleImage.ts";

/** One row of grey. */
const row = (...values: number[]): RgbImage => ({
  width: values.length,
  height: 1,
  pixels: Uint8Array.from(values.flatMap((value) => [value, value, value])),
});

const reds = ({ pixels }: RgbImage): number[] => [...pixels].filter((_, at) => at % 3 === 0);

function noise(width: number, height: number): RgbImage {
  const rng = new Rng(7);
  return {
    width,
    height,
    pixels: Uint8Array.from({ length: width * height * 3 }, () => rng.below(256)),
  };
}

describe("scaling", () => {
  it("takes means of what a pixel covers when it makes smaller", () => {
    const scaled = (width: number, ...values: number[]) =>
      reds(scaleImage(row(...values), { width, height: 1 }));
    expect(scaled(2, 10, 30, 100, 201)).toEqual([20, 151]);
    expect(scaled(2, 0, 90, 240)).toEqual([30, 190]); // the middle one counts half on either side
    expect(scaled(3, 0, 0, 0, 255, 0)).toEqual([0, 51, 102]);
    const tall = { width: 1, height: 3, pixels: row(0, 90, 240).pixels };
    expect(reds(scaleImage(tall, { width: 1, height: 2 }))).toEqual([30, 190]);
  });

  it("follows the cubic of Mitchell and Netravali when it makes larger", () => {
    // By the weights at 1/4, 3/4, 5/4 and 7/4 px: 0.7821, 0.2561, −0.0234 and −0.0148.
    const large = scaleImage(row(0, 0, 200, 0, 0), { width: 10, height: 1 });
    expect(reds(large)).toEqual([0, 0, 0, 51, 156, 156, 51, 0, 0, 0]);
    const edge = scaleImage(row(0, 200, 200), { width: 6, height: 1 });
    expect(reds(edge)).toEqual([0, 48, 152, 205, 203, 200]);
  });

  it("gives the same bytes everywhere", () => {
    const image = noise(301, 203);
    const hashOf = (width: number, height: number) =>
      sha256Now(scaleImage(image, { width, height }).pixels).slice(0, 16);
    expect(hashOf(64, 43)).toBe("b4a86c7a52e12735");
    expect(hashOf(192, 129)).toBe("da70b601b52078d5");
    expect(hashOf(722, 487)).toBe("86a3bdd7022e7baa");
    expect(hashOf(301, 100)).toBe("7b4900cc0d823f8b");
  });

  it("gives the same whether its rows come at once or in parts, with a fourth channel or without", () => {
    const image = noise(40, 33);
    const fourth = Uint8ClampedArray.from({ length: 40 * 33 * 4 }, (_, at) =>
      at % 4 === 3 ? 99 : (image.pixels[3 * Math.floor(at / 4) + (at % 4)] as number),
    );
    for (const size of [
      { width: 17, height: 9 },
      { width: 100, height: 90 },
    ]) {
      const scaler = new Scaler(image, size);
      for (const [from, to] of [
        [0, 1],
        [1, 20],
        [20, 33],
      ] as const)
        scaler.add(fourth.subarray(from * 160, to * 160), 4);
      expect(scaler.image).toEqual(scaleImage(image, size));
    }
  });

  it("says that rows are missing", () => {
    const scaler = new Scaler({ width: 2, height: 2 }, { width: 1, height: 1 });
    scaler.add(new Uint8Array(6), 3);
    expect(() => scaler.image).toThrow("missing");
  });

  it("keeps one colour at any size", () => {
    const side = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(side, side, side, side, (width, height, toWidth, toHeight) => {
        const pixels = new Uint8Array(width * height * 3).fill(173);
        const scaled = scaleImage({ width, height, pixels }, { width: toWidth, height: toHeight });
        expect(new Set(scaled.pixels)).toEqual(new Set([173]));
      }),
      { numRuns: 100 },
    );
  });

  it("leaves a side as it is that has its size", () => {
    const image = noise(8, 8);
    const wide = scaleImage(image, { width: 8, height: 4 });
    const means = Array.from({ length: 8 }, (_, x) =>
      Math.floor(((image.pixels[x * 3] as number) + (image.pixels[24 + x * 3] as number) + 1) / 2),
    );
    expect(reds(wide).slice(0, 8)).toEqual(means);
  });
});
