/** The discriminator tells nearly everything apart: the generator gets no hint of what to do better. */

import { firstOf, harderForDiscriminator } from "../remedies.ts";
import type { Rule } from "../signs.ts";
import { type Window, windowsOf } from "../windows.ts";

/** Shares of what it takes for the wrong thing are below this… */
const surest = 0.08;
/** …for as many windows: for a while it may be ahead in a healthy duel too. */
const longEnough = 2;

export const discriminatorStrong: Rule = {
  id: "discriminatorStrong",
  severity: "trouble",
  examine(signs, isKnown) {
    const [reals, fakes] = ["dReal", "dFake"].map((name) =>
      windowsOf(signs.series, name, signs.since).slice(0, longEnough),
    ) as [Window[], Window[]];
    const [real, fake] = [reals[0]?.mean, fakes[0]?.mean];
    if (real === undefined || fake === undefined) return null;
    const margin = isKnown ? 1.5 * surest : surest;
    const isSure =
      reals.length === longEnough &&
      reals.every(({ mean }) => mean > 1 - margin) &&
      fakes.every(({ mean }) => mean < margin);
    if (!isSure) return null;
    return { numbers: { real, fake }, remedies: firstOf(signs, harderForDiscriminator) };
  },
};
