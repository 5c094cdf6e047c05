/**
 * The curves of each run, outside React: points are appended as they arrive, the chart redraws when
 * the store's `step` moves. Validation series carry the prefix `val.`.
 */
import { mostValues, thinned } from "../lib/thinned.ts";
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

/** Steps that a run's curves have at least before they are looked through for what is too much. */
const roomy = 2 * mostValues;
/** How many they may have until they are looked through again. */
const roomOf = new Map<string, number>();

/** Adds points in step order; a point of a step already known is merged into it. Long curves are thinned evenly. */
export function appendPoints(runId: string, points: readonly SeriesPoint[]): void {
  const series = seriesOf(runId);
  for (const point of points) append(series, point);
  if (series.steps.length > (roomOf.get(runId) ?? roomy)) thin(runId, series);
}

function append({ steps, seconds, columns }: TimedSeries, point: SeriesPoint): void {
  const { step, seconds: time = null, values } = point;
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

/** As the engine does it in the run's record. */
function thin(runId: string, series: TimedSeries): void {
  const kept = thinned(pointsOf(series));
  roomOf.set(runId, Math.max(roomy, Math.ceil(1.25 * kept.length))); // now and then, not at each point
  loadSeries(runId, kept);
}

const pointsOf = ({ steps, seconds, columns }: TimedSeries): SeriesPoint[] =>
  steps.map((step, at) => {
    const time = seconds[at] ?? null;
    const values = [...columns].flatMap(([name, column]) => {
      const value = column[at] ?? null;
      return value === null ? [] : [[name, value] as const];
    });
    return { step, ...(time !== null && { seconds: time }), values: Object.fromEntries(values) };
  });

/** Replaces a run's points by those of its record. */
export function loadSeries(runId: string, history: readonly SeriesPoint[]): void {
  byRun.delete(runId);
  appendPoints(runId, history);
}

export function forgetSeries(runId: string): void {
  byRun.delete(runId);
  roomOf.delete(runId);
}
