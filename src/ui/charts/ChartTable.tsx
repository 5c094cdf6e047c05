/** The numbers of a chart as a table: what screen readers and anyone who wants figures can read. */

import { showNumber } from "../forms/hparamValue.ts";
import type { ChartSeries } from "./chartOptions.ts";
import { tableRows } from "./curves.ts";

export interface ChartTableProps {
  readonly caption: string;
  readonly stepLabel: string;
  readonly steps: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly format?: (value: number) => string;
}

const mostRows = 24;

export function ChartTable({ caption, stepLabel, steps, series, format }: ChartTableProps) {
  const show = format ?? showNumber;
  const rows = shownRows(steps, series);
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-58 overflow-auto rounded-thumb"
    >
      <table className="w-full border-collapse text-right text-small">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface text-muted">
          <tr>
            <th scope="col" className="py-1 pr-3 font-medium">
              {stepLabel}
            </th>
            {series.map((entry) => (
              <th key={entry.key} scope="col" className="py-1 pr-3 font-medium">
                {entry.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map((row) => (
            <tr key={row} className="border-t border-line">
              <th scope="row" className="py-1 pr-3 font-normal text-muted">
                {steps[row]}
              </th>
              {series.map((entry) => {
                const value = entry.values[row];
                return (
                  <td key={entry.key} className="py-1 pr-3">
                    {value == null ? "–" : show(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Rows that have a measured value of the series that are measured now and then, else of any. */
function shownRows(steps: readonly number[], series: readonly ChartSeries[]): number[] {
  const rowsOf = (some: readonly ChartSeries[]) =>
    tableRows({ steps, columns: some.map(({ values }) => values) }, mostRows);
  const sparse = rowsOf(series.filter(({ isSparse }) => isSparse));
  return sparse.length > 0 ? sparse : rowsOf(series);
}
