/** Turns pixels upright. */
import type { Orientation } from "./formats/orientation.ts";
import type { RgbImage } from "./rgbImage.ts";

/** From where in a picture of `width` × `height` px the pixel at (x, y) of the upright one comes. */
type Source = (x: number, y: number, width: number, height: number) => readonly [number, number];

const sources: Readonly<Record<Orientation, Source>> = {
  1: (x, y) => [x, y],
  2: (x, y, width) => [width - 1 - x, y],
  3: (x, y, width, height) => [width - 1 - x, height - 1 - y],
  4: (x, y, _, height) => [x, height - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, _, height) => [y, height - 1 - x],
  7: (x, y, width, height) => [width - 1 - y, height - 1 - x],
  8: (x, y, width) => [width - 1 - y, x],
};

/** Whether width and height change places. */
export const isOnItsSide = (orientation: Orientation): boolean => orientation >= 5;

/** @returns a new image, or the same object where it is upright */
export function turnImage(image: RgbImage, orientation: Orientation): RgbImage {
  if (orientation === 1) return image;
  const isAside = isOnItsSide(orientation);
  const width = isAside ? image.height : image.width;
  const height = isAside ? image.width : image.height;
  const pixels = new Uint8Array(width * height * 3); // [height, width, 3]
  const source = sources[orientation];
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = source(x, y, image.width, image.height);
      const from = (fromY * image.width + fromX) * 3;
      for (let c = 0; c < 3; c++) pixels[to++] = image.pixels[from + c] as number; // in range
    }
  }
  return { width, height, pixels };
}
