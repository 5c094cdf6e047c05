/** Images as one contact sheet, drawn without a canvas. */
import type { RgbImage } from "../../data/rgbImage.ts";
import type { Images } from "./images.ts";

export const contactSheet = ({ count, side, values }: Images, columns: number): RgbImage =>
  sheetOf(values, { count, height: side, width: side }, columns);

/**
 * Lays images out row by row; a last row that is not full stays black.
 * @param values [count, height, width, 3] in [-1, 1]
 */
export function sheetOf(
  values: ArrayLike<number>,
  { count, height, width }: { count: number; height: number; width: number },
  columns: number,
): RgbImage {
  const rows = Math.ceil(count / columns);
  const pixels = new Uint8ClampedArray(rows * height * columns * width * 3); // rounds and clamps
  const lineLength = width * 3;
  for (let image = 0; image < count; image++) {
    const top = Math.floor(image / columns) * height;
    const left = (image % columns) * width;
    for (let line = 0; line < height; line++) {
      const from = (image * height + line) * lineLength;
      const to = ((top + line) * columns * width + left) * 3;
      for (let at = 0; at < lineLength; at++) {
        pixels[to + at] = ((values[from + at] as number) + 1) * 127.5;
      }
    }
  }
  const bytes = new Uint8Array(pixels.buffer);
  return { width: columns * width, height: rows * height, pixels: bytes };
}

/** RGB bytes as a bitmap to transfer. */
export function toBitmap(image: RgbImage): Promise<ImageBitmap> {
  return createImageBitmap(toImageData(image));
}

/** RGB bytes as opaque pixels. */
export function toImageData({ width, height, pixels }: RgbImage): ImageData {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    rgba[to] = pixels[from] as number;
    rgba[to + 1] = pixels[from + 1] as number;
    rgba[to + 2] = pixels[from + 2] as number;
  }
  return new ImageData(rgba, width, height);
}
