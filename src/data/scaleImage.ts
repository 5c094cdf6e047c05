/**
 * Scales pixels without a canvas, whose numbers differ from browser to browser. Rows and columns are separable, so each
 * is one weighted sum. On the numbers as they are in the file: models have always seen means of those, and to take means
 * of light instead would shift the colours that they know.
 */
import type { Size } from "./formats/format.ts";
import type { RgbImage } from "./rgbImage.ts";
import { type Taps, tapsOf } from "./scaleTaps.ts";

const channels = 3;

/** @returns a new image of `size`, or the same object when the size is the same */
export function scaleImage(image: RgbImage, size: Size): RgbImage {
  if (image.width === size.width && image.height === size.height) return image;
  const scaler = new Scaler(image, size);
  scaler.add(image.pixels, channels);
  return scaler.image;
}

/** A picture that is scaled while its rows come in, from the top: no more of it needs to be there at once. */
export class Scaler {
  readonly #from: Size;
  readonly #size: Size;
  readonly #columns: Taps;
  readonly #rows: Taps;
  readonly #pixels: Uint8Array<ArrayBuffer>;
  /** A source row, as wide as the target: [width, 3]. */
  readonly #line: Float64Array;
  /** Target rows that are begun, from the first that is not whole yet: [width, 3] each. */
  readonly #sums: Float64Array[] = [];
  #first = 0;
  #next = 0;

  constructor(from: Size, size: Size) {
    this.#from = from;
    this.#size = size;
    this.#columns = tapsOf(from.width, size.width);
    this.#rows = tapsOf(from.height, size.height);
    this.#line = new Float64Array(size.width * channels);
    this.#pixels = new Uint8Array(size.width * size.height * channels);
  }

  /**
   * The next source rows.
   * @param pixels [rows, width, stride] bytes, of which the first three a pixel count
   */
  add(pixels: Uint8Array | Uint8ClampedArray, stride: 3 | 4): void {
    const length = this.#from.width * stride;
    for (let at = 0; at < pixels.length; at += length) {
      mixRow(pixels, at, stride, this.#columns, this.#line);
      this.#addLine();
    }
  }

  /** Once all rows have come in. */
  get image(): RgbImage {
    if (this.#first < this.#size.height) throw new Error("Rows of the picture are missing");
    return { ...this.#size, pixels: this.#pixels };
  }

  #addLine(): void {
    const { starts, counts, firsts, weights } = this.#rows;
    const y = this.#next++;
    for (let row = this.#first; row < this.#size.height; row++) {
      const place = y - (starts[row] as number);
      if (place < 0) break;
      this.#sums[row - this.#first] ??= new Float64Array(this.#line.length);
      const sum = this.#sums[row - this.#first] as Float64Array;
      if (place < (counts[row] as number))
        addWeighted(sum, this.#line, weights[(firsts[row] as number) + place] as number);
    }
    while (this.#first < this.#size.height && this.#isWhole(this.#first)) this.#finishRow();
  }

  #isWhole(row: number): boolean {
    return this.#next >= (this.#rows.starts[row] as number) + (this.#rows.counts[row] as number);
  }

  #finishRow(): void {
    const sum = this.#sums.shift() as Float64Array; // it is begun, as it is whole
    const to = this.#first++ * sum.length;
    for (let i = 0; i < sum.length; i++)
      this.#pixels[to + i] = Math.min(255, Math.max(0, (sum[i] as number) + 0.5)); // cut to a byte: the nearest
  }
}

/** One source row into one as wide as the target. Indices stay within the arrays by the way taps are made. */
function mixRow(
  pixels: Uint8Array | Uint8ClampedArray,
  start: number,
  stride: number,
  { starts, counts, weights }: Taps,
  line: Float64Array,
): void {
  let tap = 0;
  let to = 0;
  for (let x = 0; x < starts.length; x++) {
    let from = start + (starts[x] as number) * stride;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const end = tap + (counts[x] as number); tap < end; tap++) {
      const weight = weights[tap] as number;
      red += weight * (pixels[from] as number);
      green += weight * (pixels[from + 1] as number);
      blue += weight * (pixels[from + 2] as number);
      from += stride;
    }
    line[to++] = red;
    line[to++] = green;
    line[to++] = blue;
  }
}

function addWeighted(sum: Float64Array, line: Float64Array, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (line[i] as number);
}
