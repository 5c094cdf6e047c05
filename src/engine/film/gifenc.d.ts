/** What is used here of gifenc 1.0.3, which comes without types. */
declare module "gifenc" {
  /** Each [red, green, blue], 0…255. */
  export type Palette = readonly (readonly number[])[];

  /** At most `maxColors` colours for RGBA pixels, which start at the beginning of their buffer. */
  export function quantize(
    rgba: Uint8ClampedArray,
    maxColors: number,
    options?: { readonly useSqrt?: boolean },
  ): number[][];

  interface FrameOptions {
    /** At most 256 colours. */
    readonly palette: Palette;
    /** Milliseconds, kept in hundredths of a second. */
    readonly delay: number;
    /** Of the first frame: 0 plays for ever, which is the default. */
    readonly repeat?: number;
  }

  export function GIFEncoder(): {
    /** @param index of a colour, for each pixel */
    writeFrame(index: Uint8Array, width: number, height: number, options: FrameOptions): void;
    finish(): void;
    /** A copy of what was written. */
    bytes(): Uint8Array<ArrayBuffer>;
  };
}
