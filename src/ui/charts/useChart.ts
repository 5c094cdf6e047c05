/**
 * A uPlot chart bound to an element: made anew when its lines change, redrawn at most ten times a second,
 * and never in one frame with another.
 */
import { type RefObject, useEffect, useMemo, useRef } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type ChartLook, chartData, chartOptions } from "./chartOptions.ts";
import { inOwnFrame } from "./frameQueue.ts";

export interface ChartInput extends ChartLook {
  readonly steps: readonly number[];
  readonly smoothing: number;
  /** Steps at which something was changed. */
  readonly marks?: readonly number[];
  /** Values above it are cut off. */
  readonly top?: number;
}

const height = 200;
const drawEveryMs = 100;

/**
 * @param onHover index into the drawn points, null when the pointer leaves
 * @returns `draw` asks for a drawing of the newest numbers; `chart` holds what is drawn
 */
export function useChart(
  box: RefObject<HTMLDivElement | null>,
  input: ChartInput,
  onHover: (index: number | null) => void,
) {
  const chart = useRef<UPlot | null>(null);
  const newest = useRef(input);
  newest.current = input;
  const look = `${input.isLog}|${input.series.map((entry) => `${entry.key}:${entry.colour}:${entry.isSparse}:${entry.isExact}:${entry.dash}`)}|${JSON.stringify(input.references)}`;

  const draw = useMemo(() => paced(() => chart.current?.setData(dataOf(newest.current))), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` stands for what the lines are
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let remove = () => {};
    const takeBack = inOwnFrame(() => {
      const size = { width: Math.max(1, element.clientWidth), height };
      const options = chartOptions(
        newest.current,
        size,
        () => newest.current.marks ?? [],
        onHover,
        () => newest.current.top,
      );
      const made = new UPlot(options, dataOf(newest.current), element);
      chart.current = made;
      const unfollow = followSurroundings(made, element);
      remove = () => {
        unfollow();
        made.destroy();
        chart.current = null;
      };
    });
    return () => {
      takeBack();
      remove();
    };
  }, [box, look, onHover]);

  return { chart, draw };
}

const dataOf = ({ steps, series, smoothing, isLog, references }: ChartInput) =>
  chartData(steps, series, smoothing, isLog, references);

/** Runs a task in a frame of its own once it is due; calls before then ask for the same. */
function paced(task: () => void): () => void {
  let isAsked = false;
  let doneAt = Number.NEGATIVE_INFINITY;
  const act = () => {
    isAsked = false;
    doneAt = performance.now();
    task();
  };
  return () => {
    if (isAsked) return;
    isAsked = true;
    setTimeout(() => inOwnFrame(act), Math.max(0, doneAt + drawEveryMs - performance.now()));
  };
}

/** Keeps a chart as wide as its box and in the colours of the theme. */
function followSurroundings(chart: UPlot, element: HTMLElement): () => void {
  const resized = new ResizeObserver(() => {
    const width = element.clientWidth;
    if (width > 0 && width !== chart.width) chart.setSize({ width, height });
  });
  resized.observe(element);
  const themed = new MutationObserver(() => chart.redraw(false, true));
  themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    resized.disconnect();
    themed.disconnect();
  };
}
