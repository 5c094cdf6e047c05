/**
 * How pixels along one side of a picture are mixed into those of a scaled one: their mean over the covered length when
 * it is made smaller, the cubic of Mitchell and Netravali (1988, B = C = 1/3) when it is made larger: soft enough not to
 * ring at edges, sharp enough for texture. Plain arithmetic alone, which is the same in every browser.
 */

/** Source pixels from `starts[i]`, as many as `counts[i]`, by the weights from `firsts[i]`, which sum to 1. */
export interface Taps {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly firsts: Int32Array;
  readonly weights: Float64Array;
}

/** @param from source px @param to target px */
export function tapsOf(from: number, to: number): Taps {
  const weigh = to < from ? covered : to > from ? cubic : single;
  const taps = Array.from({ length: to }, (_, i) => weigh(i, from, from / to));
  const counts = Int32Array.from(taps, ({ weights }) => weights.length);
  const firsts = new Int32Array(to);
  for (let i = 1; i < to; i++) firsts[i] = (firsts[i - 1] as number) + (counts[i - 1] as number);
  return {
    starts: Int32Array.from(taps, ({ start }) => start),
    counts,
    firsts,
    weights: Float64Array.from(taps.flatMap(({ weights }) => weights)),
  };
}

interface Tap {
  readonly start: number;
  readonly weights: readonly number[];
}

const single = (i: number): Tap => ({ start: i, weights: [1] });

/** Every source pixel that target pixel `i` covers, by the share covered; `step` source px a target px. */
function covered(i: number, from: number, step: number): Tap {
  const low = i * step;
  const high = low + step;
  const start = Math.floor(low);
  const length = Math.min(from, Math.ceil(high)) - start;
  return { start, weights: Array.from({ length }, (_, k) => overlap(start + k, low, high) / step) };
}

/** Length that [at, at + 1] and [low, high] share. */
const overlap = (at: number, low: number, high: number): number =>
  Math.max(0, Math.min(at + 1, high) - Math.max(at, low));

/** The four source pixels around the target pixel's centre; beyond the edge the outermost stands for all. */
function cubic(i: number, from: number, step: number): Tap {
  const centre = (i + 0.5) * step - 0.5;
  const first = Math.floor(centre) - 1;
  const start = Math.min(Math.max(0, first), from - 1);
  const end = Math.max(Math.min(from, first + 4), start + 1);
  const weights = new Array<number>(end - start).fill(0);
  for (let at = first; at < first + 4; at++) {
    const place = Math.min(Math.max(at, start), end - 1) - start;
    weights[place] = (weights[place] as number) + mitchell(Math.abs(centre - at));
  }
  return { start, weights };
}

/** @param x 0…2, distance in source px */
function mitchell(x: number): number {
  if (x < 1) return (7 * x * x * x - 12 * x * x + 16 / 3) / 6;
  return x < 2 ? ((-7 / 3) * x * x * x + 12 * x * x - 20 * x + 32 / 3) / 6 : 0;
}
