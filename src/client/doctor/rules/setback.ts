/** Since its learning rate was raised it does far worse than it did before: the steps are too long now. */

import type { RunSeries } from "../../series.ts";
import { firstOf, scale } from "../remedies.ts";
import type { Rule } from "../signs.ts";
import { windowsOf } from "../windows.ts";

/** So far above what it was before the change, as a share of that. */
const worse = 1;
/** A rate that follows its schedule grows by less between two steps. */
const raised = 1.2;

const measures = ["val.reconstruction", "val.loss"] as const;

export const setback: Rule = {
  id: "setback",
  severity: "trouble",
  examine(signs, isKnown) {
    const { spec, series, since } = signs;
    const measure = measures.find((name) => series.columns.has(name));
    // A game's losses are no measure, and other changes may change what a loss means.
    if (spec.sides || !measure || rateGrowthAt(series, since) < raised) return null;
    const [newest] = windowsOf(series, measure, since);
    const before = windowsOf(series, measure).find(({ last }) => last <= since);
    if (!newest || !before || before.mean <= 0) return null;
    const above = newest.mean / before.mean - 1;
    if (above < (isKnown ? worse / 2 : worse)) return null;
    return {
      numbers: { times: Number((above + 1).toPrecision(2)) },
      remedies: firstOf(signs, [scale("learningRate", 0.5)]),
    };
  },
};

/** How many times as large the learning rate was after a step as up to it; 1 where that is not known. */
function rateGrowthAt({ steps, columns }: RunSeries, since: number): number {
  const rates = columns.get("learningRate") ?? [];
  const next = steps.findIndex((step) => step > since);
  const [before, after] = [rates[next - 1], rates[next]];
  return before && after ? after / before : 1;
}
