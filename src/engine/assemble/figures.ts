/** How well a texture was assembled: what shows at its border and along its cuts, and how often a place comes again. */
import type { RgbImage } from "../../data/rgbImage.ts";
import type { Assembly } from "./assembly.ts";

const channels = 3;

/** Step across the border over the mean step inside, from left to right and from top to bottom; 1 on flat pictures. */
export const seams = (image: RgbImage): readonly [x: number, y: number] => [
  borderRatio(columnSteps(image)),
  borderRatio(rowSteps(image)),
];

/** Mean absolute difference of each column to the next one, and of each row; of the last to the first. */
export const columnSteps = ({ width, height, pixels }: RgbImage): Float64Array =>
  steps(pixels, width, height, 1, width);
export const rowSteps = ({ width, height, pixels }: RgbImage): Float64Array =>
  steps(pixels, height, width, width, 1);

function steps(
  pixels: Uint8Array,
  lines: number,
  length: number,
  toNext: number,
  along: number,
): Float64Array {
  const means = new Float64Array(lines);
  for (let line = 0; line < lines; line++) {
    const next = (line + 1) % lines;
    let sum = 0;
    for (let i = 0; i < length; i++)
      sum += difference(pixels, line * toNext + i * along, next * toNext + i * along);
    means[line] = sum / length;
  }
  return means;
}

function borderRatio(means: Float64Array): number {
  const inside = means.subarray(0, -1).reduce((sum, step) => sum + step, 0) / (means.length - 1);
  return ratio(means.at(-1) as number, inside);
}

/** Mean step between neighbours that two blocks meet between, over that between all others. */
export function cutStep({ image: { width, height, pixels }, owners }: Assembly): number {
  const sums = [0, 0];
  const counts = [0, 0];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const right = x === width - 1 ? at - width + 1 : at + 1;
      const below = y === height - 1 ? x : at + width;
      for (const beside of [right, below]) {
        const isCut = Number(owners[at] !== owners[beside]);
        sums[isCut] = (sums[isCut] as number) + difference(pixels, at, beside);
        counts[isCut] = (counts[isCut] as number) + 1;
      }
    }
  }
  const [elsewhere = 0, alongCuts = 0] = sums.map((sum, i) => sum / Math.max(1, counts[i] ?? 0));
  return ratio(alongCuts, elsewhere);
}

/** How many blocks were taken from the very same place, at most. */
export function mostUses({ blocks }: Assembly): number {
  const uses = new Map<string, number>();
  for (const { from } of blocks) {
    const place = `${from.photo} ${from.x} ${from.y}`;
    uses.set(place, (uses.get(place) ?? 0) + 1);
  }
  return Math.max(...uses.values());
}

function difference(pixels: Uint8Array, a: number, b: number): number {
  let sum = 0;
  for (let c = 0; c < channels; c++)
    sum += Math.abs((pixels[channels * a + c] as number) - (pixels[channels * b + c] as number));
  return sum;
}

const ratio = (a: number, b: number): number => (b === 0 ? Number(a !== 0) + 1 : a / b);
