/** How much pictures differ from each other: little where a model draws the same over and over. */
import { evenly } from "../../lib/evenly.ts";
import { patchImages } from "../dataset/patchImages.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import type { Images } from "../pictures/images.ts";

/** Real patches that pictures are held against; an even choice where there are more. */
const mostReal = 64;
/** Real patches that differ less from each other are no yardstick. */
const leastSpread = 1e-3;

/**
 * Standard deviation of every value over the pictures, averaged over all values; in the images' unit.
 * @param images two at least
 */
export function spreadOf({ count, values }: Images): number {
  const length = values.length / count;
  let sum = 0;
  for (let at = 0; at < length; at++) {
    let mean = 0;
    for (let from = at; from < values.length; from += length)
      mean += (values[from] as number) / count;
    let squares = 0;
    for (let from = at; from < values.length; from += length)
      squares += ((values[from] as number) - mean) ** 2;
    sum += Math.sqrt(squares / (count - 1));
  }
  return sum / length;
}

/** Mean over groups of pictures, each by itself. */
export const meanSpreadOf = (groups: readonly Images[]): number =>
  groups.reduce((sum, group) => sum + spreadOf(group), 0) / groups.length;

/** How much the pictures of one model differ. */
export interface Spread {
  readonly value: number;
  /** Classes that were looked at by themselves; 0 where all pictures were looked at together. */
  readonly classes: number;
}

/**
 * Makes what gives a spread as a share of that of real patches, held-out ones where there are any, looked at in
 * the same way; null where those hardly differ. It is asked about one model.
 */
export function besideReal(patches: ResidentPatches): (spread: Spread) => Promise<number | null> {
  let yardstick: Promise<number> | null = null;
  return async ({ value, classes }) => {
    yardstick ??= realSpread(patches, classes);
    const real = await yardstick;
    return real < leastSpread ? null : value / real;
  };
}

async function realSpread(
  { training, heldOut }: ResidentPatches,
  classes: number,
): Promise<number> {
  const patches = heldOut ?? training;
  const groups =
    classes > 0
      ? Array.from({ length: classes }, (_, label) => patches.indicesOf(label))
      : [[...patches.labels.keys()]];
  const chosen = groups
    .map((group) => Int32Array.from(evenly(group.length, mostReal), (at) => group[at] as number))
    .filter((group) => group.length > 1);
  if (chosen.length === 0) return 0;
  return meanSpreadOf(await Promise.all(chosen.map((group) => patchImages(patches, group))));
}
