import { expect, it } from "vitest";
import { cutMask } from "./cut.ts";
import { depths, ringOf, sidesOf, wayRound } from "./ring.ts";

const block = 8;
const depth = 4;
/** The two differ everywhere but in two px of each line: at depths 2 and 3, in the last lines at 1 and 2. */
const errorsAlong = (at: (i: number, depth: number) => number): Float32Array => {
  const errors = new Float32Array(block * block).fill(100);
  for (let i = 0; i < block; i++) {
    const first = i < 4 ? 2 : 1;
    errors[at(i, first)] = 0;
    errors[at(i, first + 1)] = 0;
  }
  return errors;
};

it.each([
  ["left", [depth, 0], [0, 0], (i: number, d: number) => i * block + d],
  ["right", [0, depth], [0, 0], (i: number, d: number) => i * block + block - 1 - d],
  ["top", [0, 0], [depth, 0], (i: number, d: number) => d * block + i],
  ["bottom", [0, 0], [0, depth], (i: number, d: number) => (block - 1 - d) * block + i],
] as const)("a cut on the %s runs where the two differ least", (_, across, down, at) => {
  const mask = cutMask(errorsAlong(at), block, sidesOf(block, across, down));
  const kept = Array.from({ length: block }, (_, i) =>
    Array.from({ length: block }, (_, d) => mask[at(i, d)]).indexOf(1),
  );
  expect(kept.slice(0, 3)).toEqual([3, 3, 3]);
  expect(kept.slice(-3)).toEqual([2, 2, 2]);
});

it("a block covers all where nothing lies beside it", () => {
  const mask = cutMask(new Float32Array(block * block), block, sidesOf(block, [0, 0], [0, 0]));
  expect(mask.every((value) => value === 1)).toBe(true);
});

it.each([97, 130, 255, 512])("blocks go evenly round %d px, the last overlaps the first", (px) => {
  const ring = ringOf(px, 12, 4);
  const last = ring.starts.length - 1;
  const overlaps = ring.starts.map((_, at) => depths(ring, 12, at));
  expect(overlaps[0]).toEqual([0, 0]);
  for (const [before] of overlaps.slice(1)) expect(before).toBeGreaterThanOrEqual(4);
  expect(overlaps[last]?.[1]).toBeGreaterThanOrEqual(4);
  expect(wayRound(ring, last, 0)).toBe(px - (ring.starts[last] as number));
  expect(wayRound(ring, 0, last)).toBe(-wayRound(ring, last, 0));
});
