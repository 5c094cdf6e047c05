/** Curves of runs that go on for hours. */
import { describe, expect, it } from "vitest";
import { type CurvePoint, mostMeasured, mostValues, thinned } from "./thinned.ts";

const valuesOf = (points: readonly CurvePoint[], name: string) =>
  points.flatMap(({ step, values }) => (name in values ? [step] : []));

/** As they come from a run: losses at each step, a measure at every seventh, thinned as they come. */
function grown(steps: number): readonly CurvePoint[] {
  let points: readonly CurvePoint[] = [];
  for (let step = 1; step <= steps; step++) {
    const values = { loss: step, ...(step % 7 === 0 && { "val.loss": step }) };
    points = thinned([...points, { step, values }]);
  }
  return points;
}

describe("thinned curves", () => {
  const points = grown(9000);

  it.each([
    ["loss", mostValues, 1, 9000],
    ["val.loss", mostMeasured, 7, 8995],
  ])("hold a bounded number of values of %s, evenly, with the ends", (name, most, first, last) => {
    const steps = valuesOf(points, name);
    expect(steps.length).toBeLessThanOrEqual(most);
    expect(steps.length).toBeGreaterThan(most / 4);
    expect([steps[0], steps.at(-1)]).toEqual([first, last]);
    const gaps = steps.slice(1).map((step, at) => step - (steps[at] as number));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(4 * (9000 / (most / 2)));
  });

  it("keep values as they were, and no point without any", () => {
    for (const { step, values } of points) {
      expect(Object.values(values).length).toBeGreaterThan(0);
      for (const value of Object.values(values)) expect(value).toBe(step);
    }
  });

  it("stay the same while there is room", () => {
    const few = [{ step: 1, values: { loss: 1 } }];
    expect(thinned(few)).toBe(few);
  });
});
