/** A VAE whose decoder hardly listens to its latent numbers: their posteriors are as wide as the prior. */
import type { Rule } from "../patient.ts";
import { firstOf, scale } from "../remedies.ts";
import { newestMean } from "../windows.ts";

/** Of the latent dimensions; one is too few in any case. */
const leastShare = 0.05;

export const posteriorCollapse: Rule = {
  id: "posteriorCollapse",
  severity: "trouble",
  examine(patient, isKnown) {
    const active = newestMean(patient.series, "val.activeUnits", patient.since);
    const all = Number(patient.hparams.latentDim);
    if (active === null || !(all > 0)) return null;
    const least = Math.max(1.5, leastShare * all) * (isKnown ? 1.5 : 1);
    if (active >= least) return null;
    const closer = [scale("beta", 0.25), scale("sigma", 0.5)];
    return { numbers: { active: Math.round(active), all }, remedies: firstOf(patient, closer) };
  },
};
