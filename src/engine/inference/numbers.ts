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

/** The middle of an image that is at least as large. */
export function centreOf(image: RgbImage, width: number, height: number): RgbImage {
  const left = Math.floor((image.width - width) / 2);
  const top = Math.floor((image.height - height) / 2);
  const pixels = new Uint8Array(width * height * 3);
  for (let line = 0; line < height; line++) {
    const from = ((top + line) * image.width + left) * 3;
    pixels.set(image.pixels.subarray(from, from + width * 3), line * width * 3);
  }
  return { width, height, pixels };
}
