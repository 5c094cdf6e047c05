/** Small square pictures as PNG files and one contact sheet, and how much detail they hold. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";

/** `count` pictures of `size` × `size` RGB bytes, one after the other: [count, size, size, 3]. */
export interface Pictures {
  readonly bytes: Uint8Array;
  readonly size: number;
}

const channels = 3;

export const countOf = ({ bytes, size }: Pictures): number =>
  bytes.length / (size * size * channels);

/**
 * Mean length of the colour gradient over all pixels and channels, by differences to the right and
 * lower neighbour: 0 for flat colour, about as much as a real texture's for a lifelike picture.
 */
export function meanGradient({ bytes, size }: Pictures): number {
  const row = size * channels;
  const at = (index: number) => bytes[index] as number; // in range: callers stay one pixel off the edge
  let sum = 0;
  let terms = 0;
  for (let picture = 0; picture < bytes.length; picture += size * row) {
    for (let y = 0; y < size - 1; y++) {
      for (let x = 0; x < row - channels; x++) {
        const here = picture + y * row + x;
        sum += Math.hypot(at(here + channels) - at(here), at(here + row) - at(here));
        terms++;
      }
    }
  }
  return terms === 0 ? 0 : sum / terms;
}

/** The pictures side by side in a near-square grid, with a thin dark gap. */
export function contactSheet(pictures: Pictures): {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
} {
  const { bytes, size } = pictures;
  const count = countOf(pictures);
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const gap = 2;
  const width = columns * (size + gap) + gap;
  const height = rows * (size + gap) + gap;
  const data = new Uint8Array(width * height * channels).fill(24);
  for (let index = 0; index < count; index++) {
    const left = gap + (index % columns) * (size + gap);
    const top = gap + Math.floor(index / columns) * (size + gap);
    for (let y = 0; y < size; y++) {
      const from = (index * size + y) * size * channels;
      const line = bytes.subarray(from, from + size * channels);
      data.set(line, ((top + y) * width + left) * channels);
    }
  }
  return { data, width, height };
}

/** Writes `sheet.png` and `001.png` … into a folder; gives the file names. */
export function writePictures(folder: string, pictures: Pictures): string[] {
  mkdirSync(folder, { recursive: true });
  const { bytes, size } = pictures;
  const one = size * size * channels;
  const write = (name: string, data: Uint8Array, width: number, height: number) => {
    writeFileSync(join(folder, name), encode({ data, width, height, channels, depth: 8 }));
    return name;
  };
  const sheet = contactSheet(pictures);
  const names = [write("sheet.png", sheet.data, sheet.width, sheet.height)];
  for (let index = 0; index < countOf(pictures); index++) {
    const name = `${String(index + 1).padStart(3, "0")}.png`;
    names.push(write(name, bytes.slice(index * one, (index + 1) * one), size, size));
  }
  return names;
}
