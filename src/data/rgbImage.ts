/** Pixels as the data side knows them: RGB bytes, row by row, no alpha. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3], 0…255 */
  readonly pixels: Uint8Array;
}
