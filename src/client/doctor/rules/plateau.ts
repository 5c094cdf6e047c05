/** Nothing has improved over the last half of the training under these settings. */

import { firstOf, scale } from "../remedies.ts";
import { type Rule, type Signs, stepsOf } from "../signs.ts";
import { windowsOf } from "../windows.ts";

/** Share of the planned steps that it takes to tell. */
const enough = 0.2;
/** Relative change of the best value that counts as better. */
const better = 0.01;

export const plateau: Rule = {
  id: "plateau",
  severity: "hint",
  examine(signs, isKnown) {
    const { spec, since, step } = signs;
    const isEarly = step - since < enough * stepsOf(signs);
    if (spec.sides || isEarly || step > 0.85 * stepsOf(signs)) return null;
    const gains = spec.validation.includes("accuracy")
      ? [-relativeFall(signs, "val.accuracy", Math.max)]
      : ["val.loss", "val.reconstruction"].map((name) => relativeFall(signs, name, Math.min));
    const most = Math.max(...gains.filter((gain) => !Number.isNaN(gain)));
    if (!Number.isFinite(most) || most > (isKnown ? 2 * better : better)) return null;
    const slower = firstOf(signs, [scale("learningRate", 0.5)]);
    return {
      numbers: { steps: Math.round((step - since) / 2) },
      remedies: [...slower, { kind: "stop" }],
    };
  },
};

/**
 * How far the best value of the last half lies below that of the first, as a share of the latter; NaN where a
 * half has none.
 */
function relativeFall(
  { series, since, step }: Signs,
  name: string,
  best: (...values: number[]) => number,
): number {
  const middle = (since + step) / 2;
  const windows = windowsOf(series, name, since);
  const [late, early] = [true, false].map((isLate) =>
    windows.filter(({ last }) => last > middle === isLate).map(({ mean }) => mean),
  ) as [number[], number[]];
  if (late.length === 0 || early.length === 0) return Number.NaN;
  const before = best(...early);
  return (before - best(...late)) / Math.max(1e-9, Math.abs(before));
}
