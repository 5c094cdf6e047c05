/** A run's curves sorted into charts: one chart a measure, training and held-out photos in it together. */
import type { RunSeries } from "../../../client/series.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import type { ChartSeries } from "../../../ui/charts/chartOptions.ts";

export interface Chart {
  /** Series name without a prefix: "loss", "accuracy", … */
  readonly measure: string;
  readonly series: readonly ChartSeries[];
}

export interface ChartWords {
  readonly training: string;
  readonly heldOut: string;
  readonly samples: string;
  /** Of an optimiser, where a model has several. */
  readonly optimizer: (name: string) => string;
}

/**
 * Charts in the order in which the model states its measures, then what every run has; those without a
 * value are left out.
 */
export function chartsOf(spec: ModelSpec, { columns }: RunSeries, words: ChartWords): Chart[] {
  const measures = [...new Set([...spec.losses, ...spec.validation])];
  const stated = measures.map((measure) => {
    const [training, heldOut] = [columns.get(measure), columns.get(`val.${measure}`)];
    const series: ChartSeries[] = [];
    if (training) series.push(line(measure, words.training, "--accent", training));
    if (heldOut) series.push(dots(`val.${measure}`, words.heldOut, "--data", heldOut));
    return { measure, series };
  });
  const charts = [
    ...stated,
    spread(columns, words),
    gradients(columns, words),
    rate(columns, words),
  ];
  return charts.filter(({ series }) => series.length > 0);
}

type Columns = RunSeries["columns"];

function spread(columns: Columns, { samples }: ChartWords): Chart {
  const values = columns.get("spread");
  const series = values ? [dots("spread", samples, "--accent", values)] : [];
  return { measure: "spread", series };
}

const gradientPrefix = "gradient.";
const gradientColours = ["--accent", "--data", "--good"];

function gradients(columns: Columns, { training, optimizer }: ChartWords): Chart {
  const found = [...columns].filter(([name]) => name.startsWith(gradientPrefix));
  const series = found.map(([name, values], at) => {
    const label = found.length > 1 ? optimizer(name.slice(gradientPrefix.length)) : training;
    return dots(name, label, gradientColours[at % gradientColours.length] as string, values); // never empty
  });
  return { measure: "gradient", series };
}

function rate(columns: Columns, { training }: ChartWords): Chart {
  const values = columns.get("learningRate");
  const series = values
    ? [{ ...line("learningRate", training, "--accent", values), isExact: true }]
    : [];
  return { measure: "learningRate", series };
}

/** Logged with the steps. */
const line = (
  key: string,
  label: string,
  colour: string,
  values: ChartSeries["values"],
): ChartSeries => ({ key, label, colour, isSparse: false, values });

/** Measured now and then. */
const dots = (...args: Parameters<typeof line>): ChartSeries => ({
  ...line(...args),
  isSparse: true,
});
