/** Hardly any gradient is left, though the loss is not small: the weights stand still. */

import { firstOf, harderForDiscriminator, scale } from "../remedies.ts";
import { type Rule, type Signs, stepsOf } from "../signs.ts";
import { windowsOf } from "../windows.ts";

/** The gradient is so many times smaller than it was at its largest. */
const vanished = 1000;
/** A loss below this share of its first values is a reason to stand still. */
const solved = 0.05;

export const vanishing: Rule = {
  id: "vanishing",
  severity: "trouble",
  examine(signs, isKnown) {
    if (signs.step > 0.9 * stepsOf(signs) || isSolved(signs)) return null;
    const falls = [...signs.series.columns.keys()]
      .filter((name) => name.startsWith("gradient."))
      .flatMap((name) => {
        const windows = windowsOf(signs.series, name);
        const [newest] = windowsOf(signs.series, name, signs.since);
        const largest = Math.max(...windows.map(({ mean }) => mean));
        return newest && largest > 0 ? [largest / Math.max(newest.mean, 1e-30)] : [];
      });
    const times = Math.max(0, ...falls);
    if (times < (isKnown ? vanished / 3 : vanished)) return null;
    const remedies = signs.spec.sides
      ? firstOf(signs, harderForDiscriminator)
      : firstOf(signs, [scale("learningRate", 3)]);
    return { numbers: { times: Number(times.toPrecision(2)) }, remedies };
  },
};

function isSolved({ spec, series }: Signs): boolean {
  const windows = windowsOf(series, spec.losses[0] ?? "loss");
  const [newest, first] = [windows[0], windows.at(-1)];
  return newest !== undefined && first !== undefined && newest.mean < solved * first.mean;
}
