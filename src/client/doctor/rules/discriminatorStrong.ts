/** The discriminator tells nearly everything apart: the generator gets no hint of what to do better. */
import type { Rule } from "../patient.ts";
import { firstOf, harderForDiscriminator } from "../remedies.ts";
import { newestMean } from "../windows.ts";

export const discriminatorStrong: Rule = {
  id: "discriminatorStrong",
  severity: "trouble",
  examine(patient, isKnown) {
    const real = newestMean(patient.series, "dReal", patient.since);
    const fake = newestMean(patient.series, "dFake", patient.since);
    if (real === null || fake === null) return null;
    const margin = isKnown ? 0.14 : 0.1;
    if (real < 1 - margin || fake > margin) return null;
    return { numbers: { real, fake }, remedies: firstOf(patient, harderForDiscriminator) };
  },
};
