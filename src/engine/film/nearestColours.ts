/** Pixels as indices into a palette. */

/** Bits of a channel that tell colours apart: coarser ones show as blotches in smooth pictures. */
const bits = 6;
const dropped = 8 - bits;

/**
 * The index of the nearest colour (Euclidean in RGB), for each pixel.
 * @param rgba 0…255, without regard to alpha
 * @param palette [red, green, blue] each, 1…256 of them
 */
export function nearestColours(
  rgba: Uint8ClampedArray,
  palette: readonly (readonly number[])[],
): Uint8Array {
  const indices = new Uint8Array(rgba.length / 4);
  const known = new Int16Array(1 << (3 * bits)).fill(-1);
  const flat = Uint8Array.from(palette.flat());
  for (let at = 0; at < indices.length; at++) {
    const [red, green, blue] = [rgba[4 * at], rgba[4 * at + 1], rgba[4 * at + 2]] as [
      number,
      number,
      number,
    ];
    const key = ((red >> dropped) << (2 * bits)) | ((green >> dropped) << bits) | (blue >> dropped);
    let index = known[key] as number;
    if (index < 0) {
      index = nearest(flat, red, green, blue);
      known[key] = index;
    }
    indices[at] = index;
  }
  return indices;
}

function nearest(flat: Uint8Array, red: number, green: number, blue: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < flat.length; at += 3) {
    const [r, g, b] = [flat[at], flat[at + 1], flat[at + 2]] as [number, number, number];
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [least, best] = [distance, at / 3];
  }
  return best;
}
