import type { RgbImage } from "./rgbImage.ts";

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
