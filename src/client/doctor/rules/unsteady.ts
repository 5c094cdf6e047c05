/** Losses that ran away, or gradients that shoot up: the steps are too long. */

import { firstOf, scale } from "../remedies.ts";
import type { Rule, Signs } from "../signs.ts";
import { windowsOf } from "../windows.ts";

/** The gradient is so many times larger than it usually was. */
const burst = 20;

export const unsteady: Rule = {
  id: "unsteady",
  severity: "trouble",
  examine(signs, isKnown) {
    const times = Math.max(0, ...burstsOf(signs));
    if (signs.halvings === 0 && times < (isKnown ? burst / 2 : burst)) return null;
    return {
      numbers: { times: Number(times.toPrecision(2)), halvings: signs.halvings },
      remedies: firstOf(signs, [scale("learningRate", 0.5)]),
    };
  },
};

/** For each optimiser: the newest gradient as a multiple of the median before. */
function burstsOf({ series, since }: Signs): number[] {
  return [...series.columns.keys()]
    .filter((name) => name.startsWith("gradient."))
    .flatMap((name) => {
      const [newest] = windowsOf(series, name, since);
      const earlier = windowsOf(series, name)
        .slice(1)
        .map(({ mean }) => mean)
        .sort((a, b) => a - b);
      const usual = earlier[Math.floor(earlier.length / 2)];
      return newest && usual ? [newest.mean / usual] : [];
    });
}
