/** Hardly any gradient is left, though the loss is not small: the weights stand still. */
import { type Patient, type Rule, stepsOf } from "../patient.ts";
import { firstOf, harderForDiscriminator, scale } from "../remedies.ts";
import { windowsOf } from "../windows.ts";

/** The gradient is so many times smaller than it was at its largest. */
const vanished = 1000;
/** A loss below this share of its first values is a reason to stand still. */
const solved = 0.05;

export const vanishing: Rule = {
  id: "vanishing",
  severity: "trouble",
  examine(patient, isKnown) {
    if (patient.step > 0.9 * stepsOf(patient) || isSolved(patient)) return null;
    const falls = [...patient.series.columns.keys()]
      .filter((name) => name.startsWith("gradient."))
      .flatMap((name) => {
        const windows = windowsOf(patient.series, name);
        const [newest] = windowsOf(patient.series, name, patient.since);
        const largest = Math.max(...windows.map(({ mean }) => mean));
        return newest && largest > 0 ? [largest / Math.max(newest.mean, 1e-30)] : [];
      });
    const times = Math.max(0, ...falls);
    if (times < (isKnown ? vanished / 3 : vanished)) return null;
    const remedies = patient.spec.sides
      ? firstOf(patient, harderForDiscriminator)
      : firstOf(patient, [scale("learningRate", 3)]);
    return { numbers: { times: Number(times.toPrecision(2)) }, remedies };
  },
};

function isSolved({ spec, series }: Patient): boolean {
  const windows = windowsOf(series, spec.losses[0] ?? "loss");
  const [newest, first] = [windows[0], windows.at(-1)];
  return newest !== undefined && first !== undefined && newest.mean < solved * first.mean;
}
