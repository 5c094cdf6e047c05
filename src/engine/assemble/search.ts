/**
 * Finds the places of the photos that go on best from what lies under a block: first among places of reduced photos, then
 * around the best of those, pixel by pixel.
 */
import type { RgbImage } from "../../data/rgbImage.ts";
import type { Rng } from "../../lib/rng.ts";
import { type Level, reduced } from "./level.ts";
import { type Place, placesIn } from "./placesTaken.ts";

const channels = 3;
/** Places of reduced photos that are looked at for one block, and of these the best that are looked at closely. */
const mostLookedAt = 6000;
const mostRefined = 12;
/** Squared, of a pixel: differences as small as this are no reason to prefer one place to another. */
const noDifference = 3;

export interface Candidate extends Place {
  /** Squared difference from what lies under the block, weighed. */
  readonly error: number;
}

/** What lies under a block. */
export interface Under {
  /** [block, block, 3] */
  readonly pixels: Uint8Array;
  /** [block, block], 1 where there is something */
  readonly covered: Uint8Array;
}

/** Values at some pixels of a block. */
interface Wanted {
  /** x and y in turn. */
  readonly at: readonly number[];
  /** Three each. */
  readonly values: Float32Array;
}

export class PhotoSearch {
  readonly #block: number;
  readonly #factor: number;
  readonly #fine: readonly Level[];
  readonly #coarse: readonly Level[];

  constructor(photos: readonly RgbImage[], block: number) {
    this.#block = block;
    this.#factor = Math.min(4, Math.max(1, Math.floor(block / 8)));
    this.#fine = photos.map((photo) => reduced(photo, 1));
    this.#coarse = photos.map((photo) => reduced(photo, this.#factor));
  }

  /**
   * The best places that may be taken, in no order; none where no place looked at may be taken.
   * @param weigh what an error counts at a place; infinite where it may not be taken
   */
  candidates(under: Under, weigh: (place: Place) => number, rng: Rng): Candidate[] {
    const found: Candidate[] = [];
    const wanted = finely(under, this.#block);
    const offsets = this.#fine.map(({ width }) => offsetsIn(width, wanted));
    for (const place of this.#promising(under, weigh, rng)) {
      const best = this.#refined(place, wanted, offsets[place.photo] as Int32Array, weigh);
      if (best) found.push(best);
    }
    return found;
  }

  /** The best of the reduced photos' places. */
  #promising(under: Under, weigh: (place: Place) => number, rng: Rng): Candidate[] {
    const factor = this.#factor;
    const wanted = coarsely(under, this.#block, factor);
    const places = this.#fine.map((photo) => placesIn(photo, this.#block, factor));
    const total = places.reduce((sum, { count }) => sum + count, 0);
    const stride = Math.max(1, total / mostLookedAt);
    const best: Candidate[] = [];
    let limit = Number.POSITIVE_INFINITY;
    let first = rng.uniform(0, stride);
    for (const [photo, level] of this.#coarse.entries()) {
      const offsets = offsetsIn(level.width, wanted);
      const { columns, count } = places[photo] as ReturnType<typeof placesIn>;
      for (; first < count; first += stride) {
        const step = Math.floor(first);
        const row = Math.floor(step / columns);
        const column = step - row * columns;
        const base = (row * level.width + column) * channels;
        const error = differenceAt(level.pixels, base, offsets, wanted.values, limit);
        if (error >= limit) continue;
        const place = { photo, x: column * factor, y: row * factor };
        const weighed = weigh(place) * (error + offsets.length * noDifference);
        if (!(weighed < limit)) continue;
        insert(best, { ...place, error: weighed });
        if (best.length === mostRefined) limit = (best[mostRefined - 1] as Candidate).error;
      }
      first -= count;
    }
    return best;
  }

  #refined(
    { photo, x, y }: Place,
    wanted: Wanted,
    offsets: Int32Array,
    weigh: (place: Place) => number,
  ): Candidate | null {
    const { width, height, pixels } = this.#fine[photo] as Level;
    const reach = this.#factor >> 1;
    let best: Candidate | null = null;
    let limit = Number.POSITIVE_INFINITY;
    const lastX = Math.min(width - this.#block, x + reach);
    const lastY = Math.min(height - this.#block, y + reach);
    for (let py = Math.max(0, y - reach); py <= lastY; py++) {
      for (let px = Math.max(0, x - reach); px <= lastX; px++) {
        const base = (py * width + px) * channels;
        const error = differenceAt(pixels, base, offsets, wanted.values, limit);
        const place = { photo, x: px, y: py };
        if (error >= limit) continue;
        const weighed = weigh(place) * (error + offsets.length * noDifference);
        if (!(weighed < limit)) continue;
        limit = weighed;
        best = { ...place, error: weighed };
      }
    }
    return best;
  }
}

function insert(best: Candidate[], candidate: Candidate): void {
  const at = best.findIndex(({ error }) => error > candidate.error);
  best.splice(at < 0 ? best.length : at, 0, candidate);
  if (best.length > mostRefined) best.pop();
}

const offsetsIn = (width: number, { at }: Wanted): Int32Array =>
  Int32Array.from(
    { length: at.length / 2 },
    (_, i) => ((at[2 * i + 1] as number) * width + (at[2 * i] as number)) * channels,
  );

/** Sum of squared differences; where it reaches the limit no more of it counts. */
function differenceAt(
  pixels: Float32Array,
  base: number,
  offsets: Int32Array,
  wanted: Float32Array,
  limit: number,
): number {
  let sum = 0;
  for (let i = 0, c = 0; i < offsets.length && sum < limit; i++, c += channels) {
    const at = base + (offsets[i] as number);
    const red = (pixels[at] as number) - (wanted[c] as number);
    const green = (pixels[at + 1] as number) - (wanted[c + 1] as number);
    const blue = (pixels[at + 2] as number) - (wanted[c + 2] as number);
    sum += red * red + green * green + blue * blue;
  }
  return sum;
}

/** Every other pixel, as on a chessboard: the rest says the same. */
function finely({ pixels, covered }: Under, block: number): Wanted {
  const at: number[] = [];
  const values: number[] = [];
  for (let y = 0; y < block; y++) {
    for (let x = y & 1; x < block; x += 2) {
      const i = y * block + x;
      if (covered[i] === 0) continue;
      at.push(x, y);
      for (let c = 0; c < channels; c++) values.push(pixels[channels * i + c] as number);
    }
  }
  return { at, values: Float32Array.from(values) };
}

/** Means of squares that are covered wholly. */
function coarsely({ pixels, covered }: Under, block: number, factor: number): Wanted {
  const at: number[] = [];
  const values: number[] = [];
  const side = Math.floor(block / factor);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const sums = [0, 0, 0];
      let count = 0;
      for (let y = row * factor; y < (row + 1) * factor; y++) {
        for (let x = column * factor; x < (column + 1) * factor; x++) {
          const i = y * block + x;
          count += covered[i] as number;
          for (let c = 0; c < channels; c++)
            sums[c] = (sums[c] as number) + (pixels[channels * i + c] as number);
        }
      }
      if (count < factor * factor) continue;
      at.push(column, row);
      for (const sum of sums) values.push(sum / count);
    }
  }
  return { at, values: Float32Array.from(values) };
}
