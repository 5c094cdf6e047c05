/** A run's settings after a change while it trains, and the note of it. */
import type { RunRecord } from "../../protocol/run.ts";
import { learningRateOf, type RunSettings } from "../../protocol/runSettings.ts";
import type { Hparams, ModelSpec } from "../../protocol/spec.ts";
import { BadSetting, OutOfMemory } from "../errors.ts";
import { fits } from "../models/builtModel.ts";

type Adjustable = Pick<RunRecord, "step" | "hparams" | "halvings" | "adjustments">;

/**
 * A learning rate that is set is taken as it is: it is not halved for what happened before.
 * @returns null where nothing would change
 * @throws BadSetting for a field that the model lacks or that cannot change now, and for a value outside
 *         of it; `steps` must leave at least one to take
 */
export function adjusted(
  run: Adjustable,
  { hparams: fields }: Pick<ModelSpec, "hparams">,
  changes: Hparams,
): RunSettings | null {
  const inForce: Hparams = { ...run.hparams, learningRate: learningRateOf(run) };
  const keys = Object.keys(changes).filter((key) => changes[key] !== inForce[key]);
  for (const key of keys) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!field?.live) throw new BadSetting(`"${key}" cannot be changed while a run trains`);
    if (!fits(field, changes[key])) throw new BadSetting(`"${key}" is out of range`);
  }
  if (keys.includes("steps") && (changes.steps as number) <= run.step) {
    throw new BadSetting(`${run.step} steps are taken already`);
  }
  if (keys.length === 0) return null;
  const { halvings = 0, adjustments = [] } = run;
  const only = (values: Hparams): Hparams =>
    Object.fromEntries(keys.map((key) => [key, values[key] as Hparams[string]])); // all have a value
  const note = { step: run.step, before: only(inForce), changes: only(changes) };
  const staysHalved = halvings > 0 && !keys.includes("learningRate");
  return {
    hparams: { ...run.hparams, ...note.changes },
    ...(staysHalved && { halvings }),
    adjustments: [...adjustments, note],
  };
}

/**
 * The same run with batches of half the size, noted as a change: the device had no memory for more.
 * @throws OutOfMemory where that was done before, or a batch is as small as can be
 */
export function withSmallerBatch(
  { step, hparams, halvings, adjustments = [] }: Adjustable,
  { hparams: fields }: Pick<ModelSpec, "hparams">,
): RunSettings {
  const { batchSize: field } = fields;
  const before = hparams.batchSize as number; // every model has it
  const batchSize = Math.floor(before / 2);
  const wasDone = adjustments.some(({ changes }) => "batchSize" in changes);
  if (wasDone || !field || !fits(field, batchSize)) {
    throw new OutOfMemory("Smaller batches do not help either");
  }
  const note = { step, before: { batchSize: before }, changes: { batchSize } };
  return {
    hparams: { ...hparams, batchSize },
    ...(halvings !== undefined && { halvings }),
    adjustments: [...adjustments, note],
  };
}
