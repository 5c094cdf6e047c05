/** How blocks lie on a tile that goes round: evenly, the last as close to the first as all others to theirs. */
import type { Side } from "./cut.ts";

export interface Ring {
  /** px round. */
  readonly length: number;
  /** Where blocks begin, px, rising. */
  readonly starts: readonly number[];
}

/** @param overlap px, at least */
export function ringOf(length: number, block: number, overlap: number): Ring {
  const count = Math.ceil(length / (block - overlap));
  const starts = Array.from({ length: count }, (_, i) => Math.floor((i * length) / count));
  return { length, starts };
}

/** From block `from` to block `to`, the shorter way round, px. */
export function wayRound({ length, starts }: Ring, from: number, to: number): number {
  const way = (starts[to] as number) - (starts[from] as number);
  if (way > length / 2) return way - length;
  return way < -length / 2 ? way + length : way;
}

/** What a block that is laid in rising order overlaps, px: of the one before it, and, as the last, of the first. */
export function depths(ring: Ring, block: number, at: number): readonly [number, number] {
  const last = ring.starts.length - 1;
  const before = at === 0 ? 0 : block - wayRound(ring, at - 1, at);
  return [before, at === last ? block - wayRound(ring, last, 0) : 0];
}

/** The four sides of a block, as walks over its pixels. */
export function sidesOf(
  block: number,
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): readonly Side[] {
  return [
    { start: 0, along: block, inwards: 1, depth: left },
    { start: block - 1, along: block, inwards: -1, depth: right },
    { start: 0, along: 1, inwards: block, depth: top },
    { start: (block - 1) * block, along: 1, inwards: -block, depth: bottom },
  ];
}
