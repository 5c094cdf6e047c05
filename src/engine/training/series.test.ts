/** Curves of a run that goes on for hours, as it keeps them. */
import { describe, expect, it } from "vitest";
import { mostValues } from "../../lib/thinned.ts";
import type { SeriesPoint } from "../../protocol/run.ts";
import { Series } from "./series.ts";

const count = 10_000;
const pointAt = (step: number): SeriesPoint => ({ step, seconds: step, values: { loss: step } });
const points = Array.from({ length: count }, (_, at) => pointAt(at + 1));

const ways: Record<string, () => Series> = {
  "came a few at a time": () => {
    const series = new Series([]);
    for (let at = 0; at < count; at += 10) series.add(points.slice(at, at + 10));
    return series;
  },
  "were kept before they were bounded": () => new Series(points),
  "take the place of others": () => {
    const series = new Series([pointAt(1)]);
    series.replace(points);
    return series;
  },
};

describe("a run's curves", () => {
  it.each(Object.keys(ways))("are bounded, with their ends, where their points %s", (way) => {
    const kept = ways[way]?.().points ?? [];
    expect(kept.length).toBeLessThanOrEqual(mostValues);
    expect(kept.length).toBeGreaterThan(mostValues / 4);
    expect([kept[0], kept.at(-1)]).toEqual([pointAt(1), pointAt(count)]);
  });

  it("take what is measured later into the point of the same step", () => {
    const series = new Series([pointAt(1)]);
    const before = series.points;
    series.add([{ ...pointAt(1), values: { spread: 2 } }, pointAt(2)]);
    expect(series.points).toEqual([{ ...pointAt(1), values: { loss: 1, spread: 2 } }, pointAt(2)]);
    expect(before).toEqual([pointAt(1)]); // stays as it was
  });
});
