/**
 * The curves of each run, outside React: points are appended as they arrive, the chart redraws when
 * the store's `step` moves. Validation series carry the prefix `val.`.
 */
import type { SeriesPoint } from "../protocol/run.ts";

export interface RunSeries {
  readonly steps: number[];
  /** One column a series, as long as `steps`; null where that step has no value. */
  readonly columns: Map<string, (number | null)[]>;
}

export interface TimedSeries extends RunSeries {
  /** Training time by step, as long as `steps`; null where it was not noted. */
  readonly seconds: (number | null)[];
}

const byRun = new Map<string, TimedSeries>();

/** The series of a run; empty (and growing) for a new one. */
export function seriesOf(runId: string): TimedSeries {
  const known = byRun.get(runId);
  if (known) return known;
  const fresh: TimedSeries = { steps: [], seconds: [], columns: new Map() };
  byRun.set(runId, fresh);
  return fresh;
}

/** Adds points in step order; a point of a step already known is merged into it. */
export function appendPoints(runId: string, points: readonly SeriesPoint[]): void {
  const { steps, seconds, columns } = seriesOf(runId);
  for (const { step, seconds: time = null, values } of points) {
    if (steps.at(-1) !== step) {
      steps.push(step);
      seconds.push(time);
      for (const column of columns.values()) column.push(null);
    }
    for (const [name, value] of Object.entries(values)) {
      const column = columns.get(name) ?? Array<number | null>(steps.length).fill(null);
      column[steps.length - 1] = value;
      columns.set(name, column);
    }
  }
}

/** Replaces a run's points by those of its record. */
export function loadSeries(runId: string, history: readonly SeriesPoint[]): void {
  byRun.delete(runId);
  appendPoints(runId, history);
}

export const forgetSeries = (runId: string): boolean => byRun.delete(runId);
