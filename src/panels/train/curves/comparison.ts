/** Curves of several runs on one axis: which measures they share, and one column of values a run. */
import type { RunSeries, TimedSeries } from "../../../client/series.ts";
import { isRecallSeries } from "../../../lib/verdicts.ts";
import type { RunRecord } from "../../../protocol/run.ts";
import type { RunData } from "../../../protocol/runData.ts";

export type Axis = "steps" | "time";

type Column = readonly (number | null)[];

/** One run's values along the axis. */
export interface Curve {
  /** Rising: steps or seconds. */
  readonly places: readonly number[];
  readonly values: Column;
}

/** Curves over all their places together; null where a run has no value. */
export interface MergedCurves {
  readonly places: readonly number[];
  readonly columns: readonly (number | null)[][];
}

const quality = "val.kid";

/**
 * Measures that at least two runs have: the quality of pictures first, then what was measured on
 * held-out photos, then the rest in the order of the runs. Recalls stand beside their classes instead.
 */
export function sharedMeasures(runs: readonly Pick<RunSeries, "columns">[]): string[] {
  const counts = new Map<string, number>();
  for (const name of runs.flatMap(({ columns }) => [...columns.keys()])) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const shared = [...counts].flatMap(([name, count]) =>
    count >= 2 && !isRecallSeries(name) ? [name] : [],
  );
  const rank = (name: string) => (name === quality ? 0 : isHeldOut(name) ? 1 : 2);
  return shared.sort((one, other) => rank(one) - rank(other)); // sorting is stable
}

export const isHeldOut = (measure: string): boolean => measure.startsWith("val.");

/** Whether it is measured now and then, not at every step. */
export const isSparse = (measure: string): boolean => /^(val|gradient)\.|^spread$/.test(measure);

/** A run's measure along the axis; without a note of the time, steps are taken to last equally long. */
export function curveOf(
  { steps, seconds, columns }: TimedSeries,
  measure: string,
  axis: Axis,
  run: Pick<RunRecord, "step" | "seconds">,
): Curve {
  const values = columns.get(measure) ?? [];
  if (axis === "steps") return { places: steps, values };
  const perStep = run.step > 0 ? run.seconds / run.step : 0;
  let latest = 0;
  const places = steps.map((step, at) => {
    latest = Math.max(latest, seconds[at] ?? perStep * step); // never back in time
    return latest;
  });
  return { places, values };
}

/** Merges by place. Of values of one run at the same place the last one stands. */
export function mergeCurves(curves: readonly Curve[]): MergedCurves {
  const measured = curves.flatMap((curve) => curve.places.filter((_, at) => hasValue(curve, at)));
  const sorted = Float64Array.from(measured).sort(); // typed: a long run's thousands take a moment only
  const places = [...sorted].filter((place, at) => place !== sorted[at - 1]);
  const columns = curves.map((curve) => {
    const column = new Array<number | null>(places.length).fill(null);
    let row = 0;
    for (const [at, place] of curve.places.entries()) {
      if (!hasValue(curve, at)) continue;
      while ((places[row] ?? place) < place) row++; // every place with a value is among them
      column[row] = curve.values[at] as number; // checked above
    }
    return column;
  });
  return { places, columns };
}

const hasValue = ({ values }: Curve, at: number): boolean => values[at] != null;

/** The value last measured at each place, up to the last one that was. */
export function carriedOn(column: Column): (number | null)[] {
  const end = column.findLastIndex((value) => value !== null);
  let value: number | null = null;
  return column.map((own, at) => {
    value = own ?? value;
    return at <= end ? value : null;
  });
}

/** What a reader of the comparison must know, as ids of messages. */
export type Caution = "data" | "models";

/**
 * @param runs         those that have the measure
 * @param isTranslator whether a model's pictures are translations, which are measured one way at a time
 */
export function cautionsFor(
  measure: string,
  runs: readonly Pick<RunRecord, "data" | "modelId">[],
  isTranslator: (modelId: string) => boolean,
): Caution[] {
  const differ = (keyOf: (run: Pick<RunRecord, "data" | "modelId">) => unknown) =>
    new Set(runs.map(keyOf)).size > 1;
  const alike = /^((val\.)?accuracy|learningRate)$/; // mean the same for every model
  const meaningOf = measure === quality ? isTranslator : (modelId: string) => modelId;
  return [
    ...(isHeldOut(measure) && differ(({ data }) => dataKey(data)) ? ["data" as const] : []),
    ...(!alike.test(measure) && differ(({ modelId }) => meaningOf(modelId))
      ? ["models" as const]
      : []),
  ];
}

/** The same for runs that were trained and measured on the same patches. */
const dataKey = ({ set, patches }: RunData): string => JSON.stringify([patches, set]);
