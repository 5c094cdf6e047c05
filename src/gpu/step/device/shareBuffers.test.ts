import { expect, it } from "vitest";
import { Rng } from "../../../lib/rng.ts";
import { type Lifetime, shareBuffers } from "./shareBuffers.ts";

const overlaps = (a: Lifetime, b: Lifetime): boolean => a.first <= b.last && b.first <= a.last;

it("shares a buffer among values that never live at the same time", () => {
  const { bufferOf, buffers } = shareBuffers([
    { bytes: 100, first: 0, last: 1 },
    { bytes: 60, first: 1, last: 2 },
    { bytes: 80, first: 2, last: 3 },
  ]);
  expect(bufferOf).toEqual([0, 1, 0]);
  expect(buffers).toEqual([100, 60]);
});

it("gives every value a buffer that holds it and that no other uses meanwhile", () => {
  const rng = new Rng(1);
  const lifetimes = Array.from({ length: 200 }, (): Lifetime => {
    const first = rng.below(100);
    return { bytes: 4 * (1 + rng.below(1000)), first, last: first + rng.below(10) };
  });
  const { bufferOf, buffers } = shareBuffers(lifetimes);
  lifetimes.forEach((lifetime, at) => {
    expect(buffers[bufferOf[at] as number]).toBeGreaterThanOrEqual(lifetime.bytes);
    const others = lifetimes.filter((_, to) => to !== at && bufferOf[to] === bufferOf[at]);
    expect(others.some((other) => overlaps(other, lifetime))).toBe(false);
  });
  const together = lifetimes.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(buffers.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(together / 4);
});
