/**
 * Curves over steps, drawn by uPlot on a canvas. The numbers live outside React and grow in place:
 * `version` says that there are new ones, and at most ten times a second they are drawn.
 */
import { useEffect, useMemo, useRef, useState } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type ChartSeries, chartData, chartOptions } from "./chartOptions.ts";
import { newestIndex } from "./curves.ts";
import { showNumber } from "./hparamValue.ts";

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
  readonly format?: (value: number) => string;
}

const height = 200;
const drawEveryMs = 100;

export function LineChart(props: LineChartProps) {
  const { label, stepLabel, steps, series, version, format = showNumber } = props;
  const [hovered, setHovered] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { chart, draw } = useChart(box, props, setHovered);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the arrays grow in place; `version` tells
  useEffect(() => draw(), [draw, version, steps, props.smoothing]);

  const shown = hovered === null ? null : (chart.current?.data[0][hovered] ?? null);
  const row = shown === null ? -1 : steps.indexOf(shown);
  const values = series.map(({ values: column }) => {
    const value = column[row >= 0 ? nearestFilled(column, row) : newestIndex(column)];
    return value == null ? "–" : format(value);
  });
  const summary = series.map((entry, index) => `${entry.label} ${values[index]}`).join(", ");
  return (
    <figure className="min-w-0">
      <div
        ref={box}
        role="img"
        aria-label={`${label}. ${summary}`}
        className="h-50 w-full min-w-0"
      />
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-small" aria-hidden>
        {series.map((entry, index) => (
          <span key={entry.key} className="inline-flex items-center gap-1.5 text-muted">
            <svg width="14" height="8" aria-hidden>
              <line
                x1="0"
                y1="4"
                x2="14"
                y2="4"
                stroke={`var(${entry.colour})`}
                strokeWidth="2"
                strokeDasharray={entry.isSparse ? "4 3" : undefined}
              />
            </svg>
            {entry.label}
            <span className="text-ink">{values[index]}</span>
          </span>
        ))}
        {shown !== null && (
          <span className="ml-auto text-muted">
            {stepLabel} {shown}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** The value last measured at or before a row. */
function nearestFilled(column: readonly (number | null)[], row: number): number {
  for (let index = row; index >= 0; index--) if (column[index] != null) return index;
  return row;
}

/** Makes the chart anew when its lines change; follows its box's width and the theme. */
function useChart(
  box: React.RefObject<HTMLDivElement | null>,
  props: LineChartProps,
  onHover: (index: number | null) => void,
) {
  const chart = useRef<UPlot | null>(null);
  const newest = useRef(props);
  newest.current = props;
  const look = `${props.isLog}|${props.series.map((entry) => `${entry.key}:${entry.colour}:${entry.isSparse}`)}`;

  const draw = useMemo(() => {
    let frame = 0;
    let drawnAt = 0;
    const now = (time: number) => {
      frame = 0;
      if (time - drawnAt < drawEveryMs) {
        frame = requestAnimationFrame(now);
        return;
      }
      drawnAt = time;
      const { steps, series, smoothing, isLog } = newest.current;
      chart.current?.setData(chartData(steps, series, smoothing, isLog));
    };
    return () => {
      if (frame === 0) frame = requestAnimationFrame(now);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` stands for what the lines are
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const { steps, series, smoothing, isLog } = newest.current;
    const size = { width: Math.max(1, element.clientWidth), height };
    const made = new UPlot(
      chartOptions(series, isLog, size, onHover),
      chartData(steps, series, smoothing, isLog),
      element,
    );
    chart.current = made;
    const resized = new ResizeObserver(() => {
      const width = element.clientWidth;
      if (width > 0 && width !== made.width) made.setSize({ width, height });
    });
    resized.observe(element);
    const themed = new MutationObserver(() => made.redraw(false, true));
    themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [box, look, onHover]);

  return { chart, draw };
}
