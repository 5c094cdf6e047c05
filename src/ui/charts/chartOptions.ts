/** How a line chart looks: uPlot's options from our series, with colours from the theme in use. */
import type uPlot from "uplot";
import { showNumber } from "../forms/hparamValue.ts";
import { type Column, decimate, smooth } from "./curves.ts";

export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  /** Name of the CSS variable that holds its colour, e.g. `--accent`. */
  readonly colour: string;
  /** Measured now and then (validation): dots joined by a line, never smoothed. */
  readonly isSparse: boolean;
  /** Set, not measured (a learning rate): never smoothed. */
  readonly isExact?: boolean;
  /** Lengths of dashes and gaps, px; tells lines apart that are of one kind. */
  readonly dash?: readonly number[];
  /** As long as the chart's steps; grows in place between two drawings. */
  readonly values: Column;
}

/** A level to compare with: a thin line across the whole chart with its name on it. */
export interface ChartReference {
  readonly key: string;
  readonly label: string;
  readonly colour: string;
  readonly value: number;
  /** Where its name stands: away from where the curve is likely to cross it. */
  readonly labelSide: "left" | "right";
}

/** Above this many points a chart is thinned before it is drawn. */
const mostPoints = 5_000;

const sparseDash = [5, 4];

const cssColour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Smoothed series are drawn twice: faint as measured, strong as smoothed. */
const layersOf = ({ isSparse, isExact = false }: ChartSeries) => (isSparse || isExact ? 1 : 2);

function axis(extra: uPlot.Axis): uPlot.Axis {
  return {
    stroke: () => cssColour("--muted"),
    font: "11px system-ui, sans-serif",
    grid: { stroke: () => cssColour("--line"), width: 1 },
    ticks: { show: false },
    ...extra,
  };
}

/** Least width of the axis at the left, px, so that charts below each other begin alike. */
const axisWidth = 48;
/** Of a character, at the most, and of what is left free beside a label, px. */
const [characterWidth, labelGap] = [7, 6];

/** A value that hardly changes has long labels. */
function widthFor(_: uPlot, labels: readonly string[] | null): number {
  const longest = Math.max(0, ...(labels ?? []).map((label) => label.length));
  return Math.max(axisWidth, longest * characterWidth + labelGap);
}

function line(series: ChartSeries, isFaint: boolean): uPlot.Series {
  const dash = series.dash ?? (series.isSparse ? sparseDash : undefined);
  return {
    label: series.label,
    stroke: () => cssColour(series.colour),
    width: isFaint ? 1 : 2,
    alpha: isFaint ? 0.3 : 1,
    spanGaps: true,
    points: series.isSparse
      ? { show: true, size: 5, fill: () => cssColour(series.colour) }
      : { show: false },
    ...(dash && { dash: [...dash] }),
  };
}

function referenceLine({ label, colour }: ChartReference): uPlot.Series {
  return {
    label,
    stroke: () => cssColour(colour),
    width: 1,
    points: { show: false },
    spanGaps: true,
  };
}

/** Writes each level's name above its line, px on the canvas. */
function nameLevels(chart: uPlot, references: readonly ChartReference[]): void {
  const { ctx, bbox } = chart;
  const scale = window.devicePixelRatio;
  const inset = 6 * scale;
  ctx.save();
  ctx.font = `${11 * scale}px system-ui, sans-serif`;
  ctx.textBaseline = "bottom";
  for (const { label, colour, value, labelSide } of references) {
    ctx.fillStyle = cssColour(colour);
    ctx.textAlign = labelSide;
    const x = labelSide === "left" ? bbox.left + inset : bbox.left + bbox.width - inset;
    ctx.fillText(label, x, chart.valToPos(value, "y", true) - 2 * scale);
  }
  ctx.restore();
}

/** What a chart shows besides its numbers. */
export interface ChartLook {
  readonly series: readonly ChartSeries[];
  readonly isLog: boolean;
  readonly references?: readonly ChartReference[];
}

/** Room above the highest and below the lowest value, as a share of what lies between. */
const margin = 0.1;

/** Cut off at `top`; down to 0 at least. */
function rangeBelow(lowest: number, highest: number, top: number): [number, number] {
  const low = Math.min(0, lowest);
  const room = margin * (Math.min(highest, top) - low);
  return [low < 0 ? low - room : 0, Math.min(highest, top) + room];
}

/**
 * @param size in CSS pixels
 * @param marksAt gives the steps to mark, whenever the chart is drawn
 * @param onHover index into the drawn points, null when the pointer leaves
 * @param top what lies above it now is cut off
 */
export function chartOptions(
  { series, isLog, references = [] }: ChartLook,
  size: { readonly width: number; readonly height: number },
  marksAt: () => readonly number[],
  onHover: (index: number | null) => void,
  top: () => number | undefined = () => undefined,
): uPlot.Options {
  const range: uPlot.Scale.Range = (_, lowest, highest) =>
    rangeBelow(lowest, highest, top() ?? highest);
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    scales: {
      x: { time: false },
      y: isLog ? { distr: 3 } : top() === undefined ? {} : { range },
    },
    axes: [
      axis({ size: 24, space: 64, values: (_, ticks) => ticks.map((tick) => showNumber(tick)) }),
      axis({
        size: widthFor,
        space: 32,
        gap: 4,
        values: (_, ticks) => ticks.map((tick) => (tick === null ? "" : showNumber(tick))),
      }),
    ],
    series: [
      {},
      ...series.flatMap((entry) =>
        layersOf(entry) === 1 ? [line(entry, false)] : [line(entry, true), line(entry, false)],
      ),
      ...references.map(referenceLine),
    ],
    hooks: {
      setCursor: [(chart) => onHover(chart.cursor.idx ?? null)],
      draw: [(chart) => drawMarks(chart, marksAt()), (chart) => nameLevels(chart, references)],
    },
  };
}

/** An upright line at each step. */
function drawMarks(chart: uPlot, steps: readonly number[]): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.strokeStyle = cssColour("--edge");
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const step of steps) {
    const x = Math.round(chart.valToPos(step, "x", true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** The points to draw, in the order of `chartOptions`' series. */
export function chartData(
  steps: readonly number[],
  series: readonly ChartSeries[],
  smoothing: number,
  isLog: boolean,
  references: readonly ChartReference[] = [],
): uPlot.AlignedData {
  const drawable = (column: Column) =>
    isLog ? column.map((value) => (value !== null && value > 0 ? value : null)) : column;
  const columns = series.flatMap((entry) => {
    if (layersOf(entry) === 1) return [drawable(entry.values)];
    const smoothed = drawable(smooth(entry.values, smoothing));
    return smoothing > 0
      ? [drawable(entry.values), smoothed]
      : [smoothed.map(() => null), smoothed];
  });
  const levels = references.map(({ value }) => drawable(steps.map(() => value)));
  const thin = decimate({ steps, columns: [...columns, ...levels] }, mostPoints);
  return [thin.steps as number[], ...(thin.columns as (number | null)[][])]; // uPlot only reads them
}
