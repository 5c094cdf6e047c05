/** Which places of the photos blocks were taken from, and which of them may be taken again. */
import { NotEnoughData } from "../errors.ts";

/** Where a block lies in its photo. */
export interface Place {
  readonly photo: number;
  /** px, of the block's upper left corner */
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How many columns and rows of places there are every `step` px; none where a photo is smaller than a block. */
export function placesIn({ width, height }: Size, block: number, step: number) {
  const along = (length: number) => Math.max(0, Math.floor((length - block) / step) + 1);
  const [columns, rows] = [along(width), along(height)];
  return { columns, count: columns * rows };
}

/** A place that comes a fourth time is seen to come again. */
const mostUses = 3;
/** Share of a block within which two places are taken for the same. */
const samePlace = 1 / 8;

export class PlacesTaken {
  readonly #photos: readonly Size[];
  readonly #block: number;
  /** Places are the same within a square of so many px, and in the same part of a photo. */
  readonly #side: number;
  readonly #part: number;
  readonly #uses = new Map<number, number>();
  readonly #usesOfParts = new Map<number, number>();

  /** @throws NotEnoughData where the photos have too few places for so many blocks */
  constructor(photos: readonly Size[], block: number, blocks: number) {
    this.#photos = photos;
    this.#block = block;
    let side = Math.max(1, Math.floor(block * samePlace));
    // Half of the room is left free, so that there is something to choose from to the end.
    while (side > 1 && mostUses * this.#squares(side) < 2 * blocks) side--;
    if (mostUses * this.#squares(side) < 2 * blocks) {
      throw new NotEnoughData("The photo is too small for a texture of this size");
    }
    this.#side = side;
    this.#part = Math.max(side, block >> 1);
  }

  isFree(place: Place): boolean {
    return this.#usesOf(place) < mostUses;
  }

  /** How many blocks were taken from the part of the photo that a place lies in. */
  usesAround(place: Place): number {
    return this.#usesOfParts.get(this.#square(place, this.#part)) ?? 0;
  }

  take(place: Place): void {
    this.#usesOfParts.set(this.#square(place, this.#part), this.usesAround(place) + 1);
    this.#uses.set(this.#square(place, this.#side), this.#usesOf(place) + 1);
  }

  #usesOf(place: Place): number {
    return this.#uses.get(this.#square(place, this.#side)) ?? 0;
  }

  #squares(side: number): number {
    return this.#photos.reduce((sum, photo) => sum + placesIn(photo, this.#block, side).count, 0);
  }

  #square({ photo, x, y }: Place, side: number): number {
    return (photo * 2 ** 13 + Math.floor(y / side)) * 2 ** 13 + Math.floor(x / side);
  }
}
