/** A run's curves, bounded in size however long it trains. */
import { thinned } from "../../lib/thinned.ts";
import type { SeriesPoint } from "../../protocol/run.ts";

export class Series {
  #points: SeriesPoint[];
  #shared: readonly SeriesPoint[] | null = null;

  constructor(points: readonly SeriesPoint[]) {
    this.#points = [...thinned(points)];
  }

  /** All of them, in the order of their steps; stays as it is when others follow. */
  get points(): readonly SeriesPoint[] {
    this.#shared ??= [...this.#points];
    return this.#shared;
  }

  /** Adds points in step order; one of the last step is merged into it. */
  add(points: readonly SeriesPoint[]): void {
    if (points.length === 0) return;
    this.#shared = null;
    for (const point of points) {
      const last = this.#points.at(-1);
      if (last?.step === point.step) {
        const values = { ...last.values, ...point.values };
        this.#points[this.#points.length - 1] = { ...last, values };
      } else this.#points.push(point);
    }
    this.#points = [...thinned(this.#points)];
  }

  replace(points: readonly SeriesPoint[]): void {
    this.#shared = null;
    this.#points = [...thinned(points)];
  }
}
