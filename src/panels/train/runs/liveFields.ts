/** Which of a model's settings may be changed while it trains, and which of them come first. */
import type { Field, ModelSpec } from "../../../protocol/spec.ts";

/** The rest is behind "More". */
const first: ReadonlySet<string> = new Set([
  "learningRate",
  "diffAugment",
  "roll",
  "flip",
  "turn",
  "brightness",
  "contrast",
  "grey",
]);

/** @param step of the run: it cannot be told to end before that */
export function liveFields(
  { hparams }: Pick<ModelSpec, "hparams">,
  step: number,
): Record<string, Field> {
  const live = Object.entries(hparams).filter(([, field]) => field.live);
  const rank = (key: string) => (first.has(key) ? 0 : 1);
  return Object.fromEntries(
    live
      .sort(([a], [b]) => rank(a) - rank(b))
      .map(([key, field]) => [
        key,
        { ...(key === "steps" ? endingAfter(field, step) : field), advanced: !first.has(key) },
      ]),
  );
}

/** The next whole step of the field that is still to come. */
function endingAfter(field: Field, step: number): Field {
  if (field.kind !== "int") return field;
  const taken = Math.max(0, step - field.min);
  const min = field.min + (Math.floor(taken / field.step) + 1) * field.step;
  return { ...field, min: step < field.min ? field.min : Math.min(field.max, min) };
}
