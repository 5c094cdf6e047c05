/** A run's curves sorted into charts: one chart a measure, training and held-out photos in it together. */
import type { RunSeries } from "../../client/series.ts";
import type { ModelSpec } from "../../protocol/spec.ts";
import type { ChartSeries } from "../../ui/chartOptions.ts";

export interface Chart {
  /** Series name without a prefix: "loss", "accuracy", … */
  readonly measure: string;
  readonly series: readonly ChartSeries[];
}

export interface ChartWords {
  readonly training: string;
  readonly heldOut: string;
}

/** Charts in the order in which the model states its measures; those without a value are left out. */
export function chartsOf(spec: ModelSpec, { columns }: RunSeries, words: ChartWords): Chart[] {
  const measures = [...new Set([...spec.losses, ...spec.validation])];
  return measures.flatMap((measure) => {
    const training = columns.get(measure);
    const heldOut = columns.get(`val.${measure}`);
    const series: ChartSeries[] = [];
    if (training) series.push(line(measure, words.training, "--accent", false, training));
    if (heldOut) series.push(line(`val.${measure}`, words.heldOut, "--data", true, heldOut));
    return series.length > 0 ? [{ measure, series }] : [];
  });
}

const line = (
  key: string,
  label: string,
  colour: string,
  isSparse: boolean,
  values: ChartSeries["values"],
): ChartSeries => ({ key, label, colour, isSparse, values });
