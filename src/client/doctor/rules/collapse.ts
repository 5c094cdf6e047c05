/** The generator draws nearly the same picture whatever it is given. */

import { firstOf, raise, scale } from "../remedies.ts";
import { type Rule, stepsOf } from "../signs.ts";
import { windowsOf } from "../windows.ts";

/** Of the spread of photos. */
const leastSpread = 0.3;
/** Share of the run in which pictures only begin to differ; at most so many steps. */
const beginning = 0.1;
const mostBeginning = 500;

export const collapse: Rule = {
  id: "collapse",
  severity: "trouble",
  examine(signs, isKnown) {
    if (!signs.spec.sides) return null; // an autoencoder's draws may be dull for other reasons
    if (signs.step < Math.min(mostBeginning, beginning * stepsOf(signs))) return null;
    const [newest, before] = windowsOf(signs.series, "spread", signs.since);
    if (!newest || newest.mean > (isKnown ? 1.3 * leastSpread : leastSpread)) return null;
    if (before && newest.mean > 1.2 * before.mean) return null; // it is getting over it
    const calmer = [scale("learningRate", 0.5), raise("diffAugment", 0.2, 0.8)];
    return { numbers: { spread: newest.mean }, remedies: firstOf(signs, calmer) };
  },
};
