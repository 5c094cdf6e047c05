/** A tile made of blocks of photos. */
import type { RgbImage } from "../../data/rgbImage.ts";
import type { Place } from "./placesTaken.ts";

export interface Assembly {
  /** The tile, with its border where a step is as large as in the mean. */
  readonly image: RgbImage;
  /** Side of the blocks, px. */
  readonly block: number;
  /** Row by row: where each block was taken from, and where it was laid. */
  readonly blocks: readonly Laid[];
  /** [height, width], the index of the block that a pixel is of */
  readonly owners: Int32Array;
}

export interface Laid {
  readonly from: Place;
  /** px of the tile. */
  readonly x: number;
  readonly y: number;
}
