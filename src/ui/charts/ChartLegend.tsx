/** What the lines of a chart are, with their values at the pointer or else the newest. */
import type { ChartSeries } from "./chartOptions.ts";

export interface ChartLegendProps {
  readonly series: readonly ChartSeries[];
  /** As words, one a series. */
  readonly values: readonly string[];
  /** Where the pointer is; null: the values are the newest. */
  readonly at: string | null;
}

export function ChartLegend({ series, values, at }: ChartLegendProps) {
  return (
    <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-small" aria-hidden>
      {series.map(({ key, label, colour, isSparse, dash = isSparse ? [4, 3] : [] }, index) => (
        <span key={key} className="inline-flex min-w-0 items-center gap-1.5 text-muted">
          <svg width="14" height="8" aria-hidden className="shrink-0">
            <path
              d="M0 4H14"
              stroke={`var(${colour})`}
              strokeWidth="2"
              strokeDasharray={dash.length > 0 ? dash.join(" ") : undefined}
            />
          </svg>
          <span className="truncate">{label}</span>
          <span className="text-ink">{values[index]}</span>
        </span>
      ))}
      {at !== null && <span className="ml-auto text-muted">{at}</span>}
    </figcaption>
  );
}
