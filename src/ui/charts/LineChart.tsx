/**
 * Curves over steps, drawn by uPlot on a canvas. The numbers live outside React and grow in place:
 * `version` says that there are new ones, and at most ten times a second they are drawn.
 */
import { useEffect, useRef, useState } from "react";
import { showNumber } from "../forms/hparamValue.ts";
import { ChartLegend } from "./ChartLegend.tsx";
import type { ChartReference, ChartSeries } from "./chartOptions.ts";
import { newestIndex } from "./curves.ts";
import { useChart } from "./useChart.ts";

export interface LineChartProps {
  /** What the chart shows, for screen readers; the newest numbers are added. */
  readonly label: string;
  readonly stepLabel: string;
  readonly steps: readonly number[];
  readonly series: readonly ChartSeries[];
  /** Differs whenever the arrays hold new numbers. */
  readonly version: unknown;
  /** 0 (as measured) … 0.99 */
  readonly smoothing: number;
  readonly isLog: boolean;
  /** Steps at which something was changed: upright lines. */
  readonly marks?: readonly number[];
  readonly references?: readonly ChartReference[];
  /** Values above it are cut off. */
  readonly top?: number;
  readonly format?: (value: number) => string;
}

export function LineChart(props: LineChartProps) {
  const { label, stepLabel, steps, series, version, format = showNumber } = props;
  const { references = [] } = props;
  const [hovered, setHovered] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { chart, draw } = useChart(box, props, setHovered);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the arrays grow in place; `version` tells
  useEffect(() => draw(), [draw, version, steps, props.smoothing, props.marks]);

  const shown = hovered === null ? null : (chart.current?.data[0][hovered] ?? null);
  const row = shown === null ? -1 : steps.indexOf(shown);
  const values = series.map(({ values: column }) => {
    const value = column[row >= 0 ? nearestFilled(column, row) : newestIndex(column)];
    return value == null ? "–" : format(value);
  });
  const lines = [...series, ...references.map(asLine)];
  values.push(...references.map(({ value }) => format(value)));
  const summary = lines.map((entry, index) => `${entry.label} ${values[index]}`).join(", ");
  return (
    <figure className="min-w-0">
      <div
        ref={box}
        role="img"
        aria-label={`${label}. ${summary}`}
        className="h-50 w-full min-w-0"
      />
      <ChartLegend
        series={lines}
        values={values}
        at={shown === null ? null : `${stepLabel} ${shown}`}
      />
    </figure>
  );
}

const asLine = ({ value, labelSide: _, ...line }: ChartReference): ChartSeries => ({
  ...line,
  isSparse: false,
  values: [value],
});

/** The value last measured at or before a row. */
function nearestFilled(column: readonly (number | null)[], row: number): number {
  for (let index = row; index >= 0; index--) if (column[index] != null) return index;
  return row;
}
