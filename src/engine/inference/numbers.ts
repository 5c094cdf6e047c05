/** Pictures as the numbers that models take. */
import type { RgbImage } from "../../data/rgbImage.ts";
import { scaleImage } from "../../data/scaleImage.ts";

/** RGB bytes → the same many numbers in [-1, 1]. */
export function toNumbers(bytes: Uint8Array): Float32Array {
  const numbers = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) numbers[at] = ((bytes[at] as number) * 2) / 255 - 1;
  return numbers;
}

/** Enlarged where a side is shorter than `side`; a very narrow strip loses its proportions. */
export function atLeast(image: RgbImage, side: number): RgbImage {
  const { width, height } = image;
  return scaleImage(image, { width: Math.max(side, width), height: Math.max(side, height) });
}
