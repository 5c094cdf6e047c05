/** A VAE whose decoder hardly listens to its latent numbers: their posteriors are as wide as the prior. */

import { firstOf, scale } from "../remedies.ts";
import type { Rule } from "../signs.ts";
import { newestMean } from "../windows.ts";

/** Of the latent dimensions; one is too few in any case. */
const leastShare = 0.05;

export const posteriorCollapse: Rule = {
  id: "posteriorCollapse",
  severity: "trouble",
  examine(signs, isKnown) {
    const active = newestMean(signs.series, "val.activeUnits", signs.since);
    const all = Number(signs.hparams.latentDim);
    if (active === null || !(all > 0)) return null;
    const least = Math.max(1.5, leastShare * all) * (isKnown ? 1.5 : 1);
    if (active >= least) return null;
    const closer = [scale("beta", 0.25), scale("sigma", 0.5)];
    return { numbers: { active: Math.round(active), all }, remedies: firstOf(signs, closer) };
  },
};
