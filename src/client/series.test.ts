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
});
