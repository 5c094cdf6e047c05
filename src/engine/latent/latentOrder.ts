/** Which latent dimensions change the picture most, so that their sliders come first. */
import { Rng } from "../../lib/rng.ts";
import type { LatentSpace } from "../../protocol/inference.ts";

/** Points of the prior from which each dimension is moved. */
export const startPoints = 4;
/** How far, in standard deviations of the prior. */
const reach = 1.5;

/** Pictures of z [count · 2 · startPoints, latentDim], one after the other, in any scale. */
export type Draw = (z: Float32Array) => Promise<Float32Array>;

/**
 * Mean squared change of the decoded picture between −1.5 and +1.5 in each dimension, as shares.
 * @param atOnce the most pictures that `draw` draws, at least 8
 */
export async function latentOrder(
  latentDim: number,
  atOnce: number,
  draw: Draw,
): Promise<LatentSpace> {
  const starts = new Rng(1).normals(startPoints * latentDim);
  const dimensionsAtOnce = Math.floor(atOnce / (2 * startPoints));
  const changes: number[] = [];
  for (let first = 0; first < latentDim; first += dimensionsAtOnce) {
    const count = Math.min(dimensionsAtOnce, latentDim - first);
    const pairs = await draw(movedPairs(starts, latentDim, first, count));
    const length = pairs.length / (2 * count); // of the pictures of a dimension's low or high ends
    for (let at = 0; at < count; at++) {
      const low = pairs.subarray(2 * at * length, (2 * at + 1) * length);
      const high = pairs.subarray((2 * at + 1) * length, 2 * (at + 1) * length);
      changes.push(meanSquare(low, high));
    }
  }
  const total = changes.reduce((sum, change) => sum + change, 0);
  const importance = changes.map((change) => (total > 0 ? change / total : 1 / latentDim));
  const order = importance
    .map((_, dimension) => dimension)
    .sort((a, b) => (importance[b] as number) - (importance[a] as number));
  return { order, importance };
}

/** The start points with dimension first…first + count − 1 low, then high: [count, 2, startPoints, latentDim]. */
function movedPairs(
  starts: Float32Array,
  latentDim: number,
  first: number,
  count: number,
): Float32Array {
  const moved = new Float32Array(count * 2 * starts.length);
  for (let at = 0; at < 2 * count; at++) {
    moved.set(starts, at * starts.length);
    const dimension = first + Math.floor(at / 2);
    for (let point = 0; point < startPoints; point++)
      moved[at * starts.length + point * latentDim + dimension] = at % 2 === 0 ? -reach : reach;
  }
  return moved;
}

function meanSquare(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (const [at, number] of a.entries()) sum += (number - (b[at] as number)) ** 2;
  return sum / a.length;
}
