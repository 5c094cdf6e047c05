import { describe, expect, it } from "vitest";
import type { TimedSeries } from "../../../client/series.ts";
import { defaultPatchSettings } from "../../../protocol/project.ts";
import { referred } from "../../../protocol/runData.ts";
import { carriedOn, cautionsFor, curveOf, mergeCurves, sharedMeasures } from "./comparison.ts";

const withMeasures = (...names: string[]) => ({
  columns: new Map(names.map((name) => [name, [1]])),
});

describe("sharedMeasures", () => {
  it("offers what two runs have, the quality of pictures first and held-out measures before others", () => {
    const runs = [
      withMeasures("loss", "val.loss", "val.recall.0", "kl", "val.kid"),
      withMeasures("gLoss", "val.kid"),
      withMeasures("loss", "val.loss", "val.recall.0"),
    ];
    expect(sharedMeasures(runs)).toEqual(["val.kid", "val.loss", "loss"]);
    expect(sharedMeasures(runs.slice(1))).toEqual([]);
    expect(sharedMeasures([])).toEqual([]);
  });
});

describe("mergeCurves", () => {
  it("lays runs over each other, with gaps where one has no value", () => {
    const merged = mergeCurves([
      { places: [1, 3, 5], values: [10, 30, 50] },
      { places: [1, 2, 3], values: [0.1, 0.2, null] },
    ]);
    expect(merged).toEqual({
      places: [1, 2, 3, 5],
      columns: [
        [10, null, 30, 50],
        [0.1, 0.2, null, null],
      ],
    });
  });

  it("leaves out places without any value, and keeps the last of two at one place", () => {
    const merged = mergeCurves([{ places: [0, 0, 1, 2], values: [4, 3, null, 1] }]);
    expect(merged).toEqual({ places: [0, 2], columns: [[3, 1]] });
    expect(mergeCurves([])).toEqual({ places: [], columns: [] });
    expect(mergeCurves([{ places: [1], values: [] }])).toEqual({ places: [], columns: [[]] });
  });
});

describe("curveOf", () => {
  const series: TimedSeries = {
    steps: [10, 20, 30],
    seconds: [null, 2.5, 4],
    columns: new Map([["loss", [3, 2, 1]]]),
  };
  const run = { step: 40, seconds: 8 };

  it("gives steps, or the time that was noted, or else a share of the whole", () => {
    expect(curveOf(series, "loss", "steps", run)).toEqual({
      places: [10, 20, 30],
      values: [3, 2, 1],
    });
    expect(curveOf(series, "loss", "time", run).places).toEqual([2, 2.5, 4]);
  });

  it("never goes back in time", () => {
    const slow = { ...series, seconds: [null, 1, 4] };
    expect(curveOf(slow, "loss", "time", run).places).toEqual([2, 2, 4]);
  });
});

describe("carriedOn", () => {
  it("holds each value until the next, and ends with the last", () => {
    expect(carriedOn([null, 1, null, 2, null])).toEqual([null, 1, 1, 2, null]);
    expect(carriedOn([null])).toEqual([null]);
  });
});

describe("cautionsFor", () => {
  const data = referred({ classes: [], patches: defaultPatchSettings, heldOut: ["a"] });
  const gan = { modelId: "gan", data };
  const translator = { modelId: "cyclegan", data };
  const isTranslator = (modelId: string) => modelId === "cyclegan";
  const vae = { modelId: "vae", data };
  const others = { modelId: "gan", data: referred({ ...data, classes: [], heldOut: ["b"] }) };

  it("warns of what was measured on other data", () => {
    expect(cautionsFor("val.kid", [gan, others], isTranslator)).toEqual(["data"]);
    expect(cautionsFor("gLoss", [gan, others], isTranslator)).toEqual([]);
  });

  it("warns of losses of different models, not of figures that mean the same for all", () => {
    expect(cautionsFor("val.loss", [gan, vae], isTranslator)).toEqual(["models"]);
    expect(cautionsFor("val.kid", [gan, vae], isTranslator)).toEqual([]);
    expect(cautionsFor("val.kid", [gan, translator], isTranslator)).toEqual(["models"]);
    expect(cautionsFor("spread", [gan, vae], isTranslator)).toEqual(["models"]);
    expect(cautionsFor("gLoss", [gan, gan], isTranslator)).toEqual([]);
  });
});
