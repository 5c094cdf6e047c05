/** Maps as pictures: what their kind says of colours. */
import type { PixelMap } from "../../protocol/answers.ts";
import { heatColours } from "./colourMap.ts";

type Colour = readonly [red: number, green: number, blue: number];

/** @returns RGBA bytes, [height, width, 4]; what lies outside of the map's range is at its end */
export function mapPixels({ kind, width, height, channels, range, values }: PixelMap) {
  const [low, high] = range;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  const byteAt = (at: number) => (255 * ((values[at] ?? low) - low)) / (high - low || 1); // clamped where it is set
  for (let place = 0; place < width * height; place++) {
    const at = place * channels;
    const colour: Colour =
      channels === 3
        ? [byteAt(at), byteAt(at + 1), byteAt(at + 2)]
        : colourOf(kind, byteAt(at), Math.round((values[at] ?? low) - low));
    pixels.set(colour, place * 4);
  }
  return pixels;
}

/** @param byte place in the range, 0…255. @param label place among the classes, from 0 */
function colourOf(kind: PixelMap["kind"], byte: number, label: number): Colour {
  if (kind === "heat") return heatAt(Math.min(255, Math.max(0, Math.round(byte))));
  if (kind === "classMap") return heatAt((label * 97 + 40) % 256); // neighbours far apart
  return [byte, byte, byte];
}

const heatAt = (weight: number): Colour => [
  heatColours[weight * 3] as number, // it has 256 colours
  heatColours[weight * 3 + 1] as number,
  heatColours[weight * 3 + 2] as number,
];
