/**
 * Where a tile's border lies. What goes round has none: any column may be the first. A groove or the edge of a stone
 * just there would still be the one line that people look for, so the border goes where a step is as large as in the mean.
 */
import type { Assembly } from "./assembly.ts";
import { columnSteps, rowSteps } from "./figures.ts";

const channels = 3;

export function withCommonBorder(assembly: Assembly): Assembly {
  const { image, owners, blocks } = assembly;
  const { width, height } = image;
  const left = commonest(columnSteps(image)) + 1;
  const top = commonest(rowSteps(image)) + 1;
  return {
    ...assembly,
    image: { ...image, pixels: rolled(image.pixels, width * channels, left * channels, top) },
    owners: rolled(owners, width, left, top),
    blocks: blocks.map(({ from, x, y }) => ({
      from,
      x: (x - left + width) % width,
      y: (y - top + height) % height,
    })),
  };
}

/** The line whose step to the next is closest to the mean. */
function commonest(steps: Float64Array): number {
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const off = steps.map((step) => Math.abs(step - mean));
  return off.indexOf(Math.min(...off));
}

/** Lines of `length` values with what was at (left, top) first. */
function rolled<Values extends Uint8Array | Int32Array>(
  values: Values,
  length: number,
  left: number,
  top: number,
): Values {
  const result = values.slice() as Values;
  const lines = values.length / length;
  for (let y = 0; y < lines; y++) {
    const line = values.subarray(((y + top) % lines) * length, (((y + top) % lines) + 1) * length);
    result.set(line.subarray(left), y * length);
    result.set(line.subarray(0, left), (y + 1) * length - left);
  }
  return result;
}
