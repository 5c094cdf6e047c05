/** Small pieces of geometry that patterns share: soft edges, turns, choices. */
import type { Rng } from "../../lib/rng.ts";

/** 0 below `low`, 1 above `high`, smooth between. */
export function smooth(low: number, high: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** 1 where `distance` is negative (inside), 0 outside, softened over `width`. */
export function inside(distance: number, width: number): number {
  return 1 - smooth(-width / 2, width / 2, distance);
}

export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

/** Distance to a rounded box of half sides `halfX`, `halfY`; negative inside. */
export function roundedBox(
  x: number,
  y: number,
  halfX: number,
  halfY: number,
  radius: number,
): number {
  const dx = Math.abs(x) - halfX + radius;
  const dy = Math.abs(y) - halfY + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

/** Turns points by `angle` around the middle of the unit square. */
export function turnBy(angle: number): (x: number, y: number) => readonly [number, number] {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return (x, y) => {
    const dx = x - 0.5;
    const dy = y - 0.5;
    return [cos * dx + sin * dy + 0.5, cos * dy - sin * dx + 0.5];
  };
}

export function pick<T>(rng: Rng, options: readonly [T, ...T[]]): T {
  return options[rng.below(options.length)] as T; // below() stays within the length
}
