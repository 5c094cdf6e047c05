/// <reference path="./gifenc.d.ts" />
/**
 * A film as an animated GIF. Each frame has a palette of its own, found at the pictures' own size;
 * they are enlarged as indices into it, by a whole factor, so that pixels stay pixels.
 */
import { GIFEncoder, type Palette, quantize } from "gifenc";
import { frameMs } from "../../lib/filmPace.ts";
import { nearestColours } from "./nearestColours.ts";

/** A decoded frame. */
export interface GifSheet {
  readonly step: number;
  /** RGBA, [height, width, 4] */
  readonly pixels: ImageData;
  readonly columns: number;
  readonly rows: number;
}

/** Pictures smaller than that are enlarged to at least that, px. */
const leastSide = 64;
/** Around pictures, and height of the bar below that says how far the training is, px. */
const gap = 4;
const paper = [255, 255, 255];
const ink = [119, 119, 119];
/** How long the last frame is held before the film begins anew. */
const lastMs = 2000;

/**
 * @param sheets  by growing step, all of one size; at least one
 * @param onFrame told of each that is done
 */
export function encodeGif(
  sheets: readonly GifSheet[],
  onFrame: (done: number, total: number) => void = () => undefined,
): Uint8Array<ArrayBuffer> {
  const encoder = GIFEncoder();
  const lastStep = sheets.at(-1)?.step ?? 0;
  const delay = frameMs(sheets.length);
  for (const [at, sheet] of sheets.entries()) {
    const isLast = at === sheets.length - 1;
    const { indices, width, height, palette } = page(sheet, lastStep);
    encoder.writeFrame(indices, width, height, { palette, delay: isLast ? lastMs : delay });
    onFrame(at + 1, sheets.length);
  }
  encoder.finish();
  return encoder.bytes();
}

interface Page {
  /** Into the palette, [height, width] */
  readonly indices: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
}

/** One frame: the sheet's pictures apart from each other, and the bar. */
function page({ step, pixels, columns, rows }: GifSheet, lastStep: number): Page {
  // By how many pixels a colour has, not by its root: large smooth areas would lack shades.
  const colours = quantize(pixels.data, 256 - 2, { useSqrt: false });
  const sheet = nearestColours(pixels.data, colours);
  const side = pixels.width / columns;
  const factor = Math.max(1, Math.ceil(leastSide / side));
  const pitch = side * factor + gap;
  const width = columns * pitch + gap;
  const height = rows * pitch + 3 * gap;
  const indices = new Uint8Array(width * height).fill(colours.length); // paper
  for (let y = 0; y < pixels.height * factor; y++) {
    const line = Math.floor(y / factor);
    const from = line * pixels.width;
    let to = (y + gap + Math.floor(line / side) * gap) * width;
    for (let x = 0; x < pixels.width; x++) {
      if (x % side === 0) to += gap;
      indices.fill(sheet[from + x] as number, to, to + factor);
      to += factor;
    }
  }
  const played = Math.round((width - 2 * gap) * (lastStep > 0 ? step / lastStep : 1));
  for (let y = height - 2 * gap; y < height - gap; y++) {
    indices.fill(colours.length + 1, y * width + gap, y * width + gap + played); // ink
  }
  return { indices, width, height, palette: [...colours, paper, ink] };
}
