import { describe, expect, it } from "vitest";
import { appendPoints, loadSeries, seriesOf } from "./series.ts";

describe("series", () => {
  it("fills gaps with null and merges points of one step", () => {
    appendPoints("a", [{ step: 1, values: { loss: 3 } }]);
    appendPoints("a", [
      { step: 2, values: { loss: 2 } },
      { step: 2, values: { "val.loss": 4 } },
      { step: 3, values: { loss: 1 } },
    ]);
    expect(seriesOf("a").steps).toEqual([1, 2, 3]);
    expect(seriesOf("a").columns.get("loss")).toEqual([3, 2, 1]);
    expect(seriesOf("a").columns.get("val.loss")).toEqual([null, 4, null]);
  });

  it("knows the training time of steps that note it", () => {
    appendPoints("c", [
      { step: 1, values: { loss: 3 } },
      { step: 2, seconds: 0.5, values: { loss: 2 } },
      { step: 2, values: { "val.kid": 1 } },
    ]);
    expect(seriesOf("c").seconds).toEqual([null, 0.5]);
  });

  it("replaces what it had when a record is loaded", () => {
    appendPoints("b", [{ step: 1, values: { loss: 3 } }]);
    loadSeries("b", [{ step: 7, values: { loss: 5 } }]);
    expect(seriesOf("b").steps).toEqual([7]);
  });

  it("stays bounded over 200,000 steps, as even as it was, with its ends and each value at its step", () => {
    let longest = 0;
    for (let first = 1; first < 200_000; first += 100) {
      const points = Array.from({ length: 100 }, (_, at) => {
        const step = first + at;
        return {
          step,
          seconds: step / 10,
          values: { loss: -step, ...(step % 7 === 0 && { "val.loss": step }) },
        };
      });
      appendPoints("long", points);
      longest = Math.max(longest, seriesOf("long").steps.length);
    }
    const { steps, seconds, columns } = seriesOf("long");
    expect(longest).toBeLessThanOrEqual(5000);
    expect([steps[0], steps.at(-1)]).toEqual([1, 200_000]);
    expect([seconds.length, columns.get("loss")?.length]).toEqual([steps.length, steps.length]);
    const gaps = steps.slice(1).map((step, at) => step - (steps[at] as number));
    expect(Math.max(...gaps)).toBeLessThan(1000);
    for (const [at, step] of steps.entries()) {
      expect(seconds[at]).toBe(step / 10);
      expect([-step, null]).toContain(columns.get("loss")?.[at]);
      expect([step, null]).toContain(columns.get("val.loss")?.[at]);
    }
  });
});
