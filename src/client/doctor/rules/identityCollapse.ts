/** A translator that hands pictures through: what comes back is right because nothing was changed. */

import { firstOf, lower, scale } from "../remedies.ts";
import type { Rule } from "../signs.ts";
import { newestMean } from "../windows.ts";

/** Mean absolute differences, in the images' unit (range 2). */
const littleChange = 0.05;
const smallCycle = 0.1;

export const identityCollapse: Rule = {
  id: "identityCollapse",
  severity: "trouble",
  examine(signs, isKnown) {
    const change = newestMean(signs.series, "val.change", signs.since);
    const cycle = newestMean(signs.series, "val.cycle", signs.since);
    if (change === null || cycle === null) return null;
    const slack = isKnown ? 1.4 : 1;
    if (change > slack * littleChange || cycle > slack * smallCycle) return null;
    const freer = [lower("identityWeight", 2.5, 0), scale("cycleWeight", 0.5)];
    return {
      numbers: { change: change / 2, cycle: cycle / 2 }, // as shares of the range
      remedies: firstOf(signs, freer),
    };
  },
};
