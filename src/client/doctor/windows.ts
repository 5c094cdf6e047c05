/** A run's series as means over stretches of it: what rules compare, because single values jump about. */
import type { RunSeries } from "../series.ts";

export interface Window {
  readonly mean: number;
  /** First and last step in it. */
  readonly first: number;
  readonly last: number;
}

interface Extent {
  readonly least: number;
  readonly most: number;
}

/** Points in a window, for a series with a value at every logged step… */
const dense: Extent = { least: 10, most: 100 };
/** …and for one that is measured about once a second. */
const sparse: Extent = { least: 3, most: 10 };

const isSparse = (name: string): boolean => /^(val|gradient)\.|^spread$/.test(name);

/**
 * Even windows, the newest first: a quarter of the points each, within the bounds above.
 * @param since only what was logged after this step
 * @returns empty where there are too few points for one
 */
export function windowsOf(series: RunSeries, name: string, since = 0): Window[] {
  const column = series.columns.get(name) ?? [];
  const points = series.steps.flatMap((step, at) => {
    const value = column[at];
    return value == null || step <= since ? [] : [{ step, value }];
  });
  const { least, most } = isSparse(name) ? sparse : dense;
  const length = Math.min(most, Math.max(least, Math.ceil(points.length / 4)));
  const windows: Window[] = [];
  for (let end = points.length; end >= length; end -= length) {
    const inside = points.slice(end - length, end);
    const mean = inside.reduce((sum, { value }) => sum + value, 0) / length;
    const [first, last] = [inside[0], inside.at(-1)];
    if (first && last) windows.push({ mean, first: first.step, last: last.step });
  }
  return windows;
}

/** The newest mean; null where there are too few points. */
export const newestMean = (series: RunSeries, name: string, since = 0): number | null =>
  windowsOf(series, name, since)[0]?.mean ?? null;

/** The mean of those windows that reach into a stretch of steps; null where none does. */
export function meanWithin(
  windows: readonly Window[],
  { first, last }: Pick<Window, "first" | "last">,
): number | null {
  const inside = windows.filter((window) => window.last >= first && window.first <= last);
  return inside.length === 0
    ? null
    : inside.reduce((sum, { mean }) => sum + mean, 0) / inside.length;
}
