/** A photo as numbers to compare, whole or reduced by means of squares. */
import type { RgbImage } from "../../data/rgbImage.ts";

const channels = 3;

export interface Level {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3], 0…255 */
  readonly pixels: Float32Array;
}

/** @param factor side of the squares, px; what does not fill one at the right and below is left out */
export function reduced({ width, height, pixels }: RgbImage, factor: number): Level {
  if (factor === 1) return { width, height, pixels: Float32Array.from(pixels) };
  const columns = Math.floor(width / factor);
  const rows = Math.floor(height / factor);
  const means = new Float32Array(columns * rows * channels);
  const line = columns * channels;
  for (let y = 0; y < rows * factor; y++) {
    const to = Math.floor(y / factor) * line;
    for (let x = 0, from = y * width * channels; x < columns * factor; x++) {
      const at = to + Math.floor(x / factor) * channels;
      for (let c = 0; c < channels; c++)
        means[at + c] = (means[at + c] as number) + (pixels[from++] as number);
    }
  }
  const area = factor * factor;
  return { width: columns, height: rows, pixels: means.map((sum) => sum / area) };
}
