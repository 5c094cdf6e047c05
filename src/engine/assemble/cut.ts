/** Where a block begins in what lies under it: along the path of least error through each overlap. */

/** One of a block's sides, as a walk over its pixels. */
export interface Side {
  /** The corner pixel that it begins at. */
  readonly start: number;
  /** From one pixel of the side to the next. */
  readonly along: number;
  /** From the side inwards. */
  readonly inwards: number;
  /** px that overlap; 0 where nothing lies there yet. */
  readonly depth: number;
}

/**
 * @param errors [block, block], what it costs that a pixel is the first of the block behind the cut
 * @returns [block, block], 1 where the block covers what was there
 */
export function cutMask(errors: Float32Array, block: number, sides: readonly Side[]): Uint8Array {
  const mask = new Uint8Array(block * block).fill(1);
  for (const side of sides) {
    if (side.depth === 0) continue;
    for (const [i, kept] of cheapestPath(errors, block, side).entries()) {
      const edge = side.start + i * side.along;
      for (let depth = 0; depth < kept; depth++) mask[edge + depth * side.inwards] = 0;
    }
  }
  return mask;
}

/** How deep the cut lies at each pixel of a side; from one to the next by one px at most. */
function cheapestPath(errors: Float32Array, length: number, side: Side): Uint16Array {
  const { start, along, inwards, depth } = side;
  const costs = new Float64Array(length * depth);
  for (let i = 0; i < length; i++) {
    for (let d = 0; d < depth; d++) {
      const at = start + i * along + d * inwards;
      // The cut runs between two pixels, and shows where the block differs from what was there at either.
      const outside = errors[d > 0 ? at - inwards : at] as number;
      const before = i === 0 ? 0 : (costs[cheapest(costs, (i - 1) * depth, d, depth)] as number);
      costs[i * depth + d] = (errors[at] as number) + outside + before;
    }
  }
  const path = new Uint16Array(length);
  const last = (length - 1) * depth;
  let at = last;
  for (let other = last + 1; other < last + depth; other++)
    if ((costs[other] as number) < (costs[at] as number)) at = other;
  for (let i = length - 1; i >= 0; i--) {
    path[i] = at - i * depth;
    if (i > 0) at = cheapest(costs, (i - 1) * depth, path[i] as number, depth);
  }
  return path;
}

/** Where a path that goes on at depth `d` comes from, in the line before. */
function cheapest(costs: Float64Array, line: number, d: number, depth: number): number {
  let best = line + d;
  if (d > 0 && (costs[line + d - 1] as number) < (costs[best] as number)) best = line + d - 1;
  if (d < depth - 1 && (costs[line + d + 1] as number) < (costs[best] as number))
    best = line + d + 1;
  return best;
}
