/** It gets better on what it trains on and worse on what it never saw: it learns by heart. */

import { makes } from "../../../protocol/tasks.ts";
import { firstOf, raise, scale } from "../remedies.ts";
import type { Remedy, Rule, Signs, Symptom } from "../signs.ts";
import { meanWithin, type Window, windowsOf } from "../windows.ts";

/** So far above its best may a held-out loss be. */
const worse = 0.1;
/** So much less than at its best may a discriminator trust unseen photos. */
const distrust = 0.25;

export const overfitting: Rule = {
  id: "overfitting",
  severity: "trouble",
  examine: (signs, isKnown) =>
    signs.spec.sides ? distrustOf(signs, isKnown) : divergenceOf(signs, isKnown),
};

function divergenceOf(signs: Signs, isKnown: boolean): Symptom | null {
  const { series, since } = signs;
  // A VAE's loss changes its meaning while β grows; its parts do not.
  const measure = series.columns.has("val.reconstruction") ? "reconstruction" : "loss";
  const [newest, ...earlier] = windowsOf(series, `val.${measure}`, since);
  const trained = windowsOf(series, measure, since);
  const best = earlier.reduce<Window | null>(
    (lowest, window) => (lowest && lowest.mean <= window.mean ? lowest : window),
    null,
  );
  const now = trained[0];
  const then = best && meanWithin(trained, best);
  if (!newest || !best || !now || then === null || best.mean <= 0) return null;
  const above = newest.mean / best.mean - 1;
  if (above < (isKnown ? worse / 2 : worse) || now.mean >= then) return null;
  return { numbers: { above }, remedies: remediesOf(signs) };
}

/** A discriminator's share for unseen photos differs from the other anyhow: what tells is that it falls. */
function distrustOf(signs: Signs, isKnown: boolean): Symptom | null {
  const { series, since } = signs;
  const [newest, ...earlier] = windowsOf(series, "val.dReal", since);
  const trained = windowsOf(series, "dReal", since);
  const best = earlier.reduce<Window | null>(
    (highest, window) => (highest && highest.mean >= window.mean ? highest : window),
    null,
  );
  const then = best && meanWithin(trained, best);
  const now = trained[0];
  if (!newest || !best || !now || then === null) return null;
  const above = best.mean - newest.mean;
  if (above < (isKnown ? 0.7 * distrust : distrust) || now.mean < then) return null;
  const varied = [raise("diffAugment", 0.2, 0.9), raise("dropout", 0.15, 0.7)];
  return { numbers: { above }, remedies: [...firstOf(signs, varied), { kind: "data" }] };
}

/** A model that draws shows what it was shown: colours and contrast are left as they are. */
function remediesOf(signs: Signs): Remedy[] {
  const anyModel = [
    raise("dropout", 0.15, 0.6),
    raise("noise", 0.1, 0.5),
    raise("flip", 0.5, 0.5),
    scale("beta", signs.hparams.beta === undefined ? 1 : 2),
  ];
  const ofColour = [
    raise("contrast", 0.2, 0.6),
    raise("brightness", 0.1, 0.4),
    raise("grey", 0.2, 0.8),
  ];
  const changes = makes(signs.spec) ? anyModel : [...anyModel, ...ofColour];
  return [...firstOf(signs, changes), { kind: "data" }];
}
