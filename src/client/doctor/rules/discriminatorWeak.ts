/**
 * The discriminator takes fakes for real as readily as photos, and never did otherwise. (Where it once told
 * them apart, the same numbers say that the generator has caught up.)
 */

import { type Change, firstOf, lower, scale } from "../remedies.ts";
import type { Rule, Signs } from "../signs.ts";
import { newestMean, windowsOf } from "../windows.ts";

/** Shares that differ by less are the same. */
const same = 0.05;
/** Once this far apart, it had learnt something. */
const apart = 0.15;
/** A loss that falls to this share of what it was before: it still learns something. */
const learning = 0.95;
/** Fakes taken for real as often as this: it is being fooled. */
const fooled = 0.75;

const easier = [lower("diffAugment", 0.2, 0), lower("dropout", 0.2, 0.2)];

/** Back to the usual learning rate where it is far below; otherwise twice as fast. */
function faster({ spec, hparams }: Signs): Change {
  const usual = Number(spec.hparams.learningRate?.default);
  return Number(hparams.learningRate) < usual / 4
    ? { key: "learningRate", to: () => usual }
    : scale("learningRate", 2);
}

export const discriminatorWeak: Rule = {
  id: "discriminatorWeak",
  severity: "trouble",
  examine(signs, isKnown) {
    const { series, since } = signs;
    const real = newestMean(series, "dReal", since);
    const fake = newestMean(series, "dFake", since);
    if (real === null || fake === null) return null;
    const reals = windowsOf(series, "dReal");
    const hadLearnt = windowsOf(series, "dFake").some(
      ({ mean }, at) => (reals[at]?.mean ?? 0) - mean > apart,
    );
    const [loss, lossBefore] = windowsOf(series, "dLoss", since);
    const isLearning = loss && lossBefore && loss.mean < learning * lossBefore.mean;
    const isBlind = !hadLearnt && !isLearning && real - fake < (isKnown ? 2 * same : same);
    const isFooled = fake > (isKnown ? fooled - same : fooled);
    if (!isBlind && !isFooled) return null;
    return {
      numbers: { real, fake },
      remedies: isFooled
        ? firstOf(signs, easier)
        : [...firstOf(signs, [faster(signs)]), ...firstOf(signs, easier)],
    };
  },
};
