/**
 * Thumbnails of all shipped photos in one picture, so that a first look at them costs one fetch and one
 * decoding. `npm run build:samples` makes it anew where `sampleIndex.ts` changes.
 */
import type { RgbImage } from "./rgbImage.ts";
import { sampleFolders } from "./sampleIndex.ts";

/** Side of a thumbnail, px. */
export const tileSide = 128;
export const sheetColumns = 9;
/** Below `samples/`. */
export const sheetPath = "textures_small.jpg";

/** Of every shipped photo, in the sheet's order. */
export const samplePaths: readonly string[] = sampleFolders.flatMap(({ folder, photos }) =>
  photos.map((name) => `textures/${folder}/${name}.jpg`),
);

export class SampleSheet {
  readonly #load: () => Promise<RgbImage>;
  #sheet: Promise<RgbImage | null> | null = null;

  /** @param load fetches and decodes the sheet */
  constructor(load: () => Promise<RgbImage>) {
    this.#load = load;
  }

  /** The photo at `tileSide` px; null for one that is not in the sheet, or where the sheet is not there. */
  async tile(path: string): Promise<RgbImage | null> {
    const place = samplePaths.indexOf(path);
    if (place < 0) return null;
    this.#sheet ??= this.#load().catch(() => null);
    const sheet = await this.#sheet;
    if (!sheet) this.#sheet = null; // it may come the next time
    return sheet && tileOf(sheet, place);
  }
}

function tileOf({ width, pixels }: RgbImage, place: number): RgbImage {
  const left = (place % sheetColumns) * tileSide;
  const top = Math.floor(place / sheetColumns) * tileSide;
  const tile = new Uint8Array(tileSide * tileSide * 3);
  for (let line = 0; line < tileSide; line++) {
    const from = ((top + line) * width + left) * 3;
    tile.set(pixels.subarray(from, from + tileSide * 3), line * tileSide * 3);
  }
  return { width: tileSide, height: tileSide, pixels: tile };
}
