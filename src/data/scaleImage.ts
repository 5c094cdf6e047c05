/**
 * Scales pixels without a canvas: the mean over the covered area when made smaller, linear blending
 * when made larger. Rows and columns are separable, so each is one weighted sum.
 */
import type { Size } from "./formats/format.ts";
import type { RgbImage } from "./rgbImage.ts";

const channels = 3;

/** For one target position: source positions from `start`, with weights that sum to 1. */
interface Taps {
  readonly start: number;
  readonly weights: Float32Array;
}

/** @returns a new image of `size`, or the same object when the size is the same */
export function scaleImage(image: RgbImage, size: Size): RgbImage {
  if (image.width === size.width && image.height === size.height) return image;
  const columns = makeTaps(image.width, size.width);
  const rows = makeTaps(image.height, size.height);
  const narrow = scaleRows(image, columns); // [height, size.width, 3]
  return { ...size, pixels: scaleColumns(narrow, size.width, rows) };
}

function makeTaps(from: number, to: number): readonly Taps[] {
  const tap = to < from ? areaTap : linearTap;
  return Array.from({ length: to }, (_, i) => tap(i, from, from / to));
}

/** Every source pixel that target pixel `i` covers, by the share covered; `step` source px a target px. */
function areaTap(i: number, from: number, step: number): Taps {
  const low = i * step;
  const high = low + step;
  const start = Math.floor(low);
  const length = Math.min(from, Math.ceil(high)) - start;
  const weights = Float32Array.from({ length }, (_, k) => overlap(start + k, low, high) / step);
  return { start, weights };
}

/** The two source pixels around the target pixel's centre; one at the edges. */
function linearTap(i: number, from: number, step: number): Taps {
  const centre = (i + 0.5) * step - 0.5;
  const left = Math.floor(centre);
  if (left < 0 || left + 1 >= from) {
    return { start: left < 0 ? 0 : from - 1, weights: Float32Array.of(1) };
  }
  return { start: left, weights: Float32Array.of(1 - (centre - left), centre - left) };
}

/** Length that [at, at + 1] and [low, high] share. */
function overlap(at: number, low: number, high: number): number {
  return Math.max(0, Math.min(at + 1, high) - Math.max(at, low));
}

function scaleRows(image: RgbImage, taps: readonly Taps[]): Float32Array {
  const width = taps.length;
  const result = new Float32Array(image.height * width * channels);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const { start, weights } = taps[x] as Taps;
      const to = (y * width + x) * channels;
      for (let k = 0; k < weights.length; k++) {
        const from = (y * image.width + start + k) * channels;
        const weight = weights[k] as number;
        for (let c = 0; c < channels; c++) {
          result[to + c] = (result[to + c] as number) + weight * (image.pixels[from + c] as number);
        }
      }
    }
  }
  return result;
}

function scaleColumns(rows: Float32Array, width: number, taps: readonly Taps[]): Uint8Array {
  const length = width * channels; // values a row
  const result = new Uint8Array(taps.length * length);
  const sum = new Float32Array(length);
  for (const [y, { start, weights }] of taps.entries()) {
    sum.fill(0.5); // rounds to nearest when cut to a byte
    for (let k = 0; k < weights.length; k++) {
      const from = (start + k) * length;
      const weight = weights[k] as number;
      for (let i = 0; i < length; i++) {
        sum[i] = (sum[i] as number) + weight * (rows[from + i] as number);
      }
    }
    result.set(sum, y * length);
  }
  return result;
}
