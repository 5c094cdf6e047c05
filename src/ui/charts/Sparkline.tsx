/** A curve without axes, to see at a glance where it goes. */
import { type Column, decimate } from "./curves.ts";

export interface SparklineProps {
  readonly values: Column;
  readonly width: number;
  readonly height: number;
  /** Name of the CSS variable that holds its colour. */
  readonly colour: string;
  /** Values at the bottom and at the top; by default the lowest and the highest there are. */
  readonly range?: readonly [number, number];
}

const mostPoints = 120;
const margin = 2;

export function Sparkline({ values, width, height, colour, range }: SparklineProps) {
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      <polyline
        points={sparkPoints(values, width, height, range)}
        fill="none"
        stroke={`var(${colour})`}
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** SVG points of the curve, the lowest value at the bottom; "" for fewer than two values. */
export function sparkPoints(
  values: Column,
  width: number,
  height: number,
  range?: readonly [number, number],
): string {
  const measured = values.filter((value) => value !== null);
  if (measured.length < 2) return "";
  const places = measured.map((_, index) => index);
  const { steps, columns } = decimate({ steps: places, columns: [measured] }, mostPoints);
  const [lowest, highest] = range ?? [Math.min(...measured), Math.max(...measured)];
  const xScale = (width - 2 * margin) / (measured.length - 1);
  const yScale = highest > lowest ? (height - 2 * margin) / (highest - lowest) : 0;
  return steps
    .map((place, index) => {
      const value = columns[0]?.[index] ?? lowest;
      const x = margin + place * xScale;
      const y = height - margin - (value - lowest) * yScale;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}
