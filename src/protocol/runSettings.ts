/** What of a run may change after its start, and what follows from it. */
import type { RunRecord } from "./run.ts";

export type RunSettings = Pick<RunRecord, "hparams" | "halvings" | "adjustments">;

export function settingsOf({ hparams, halvings, adjustments }: RunSettings): RunSettings {
  return {
    hparams,
    ...(halvings !== undefined && { halvings }),
    ...(adjustments !== undefined && { adjustments }),
  };
}

/** The same run with other settings; those that `settings` lacks are gone. */
export function withSettings<R extends RunSettings>(run: R, settings: RunSettings): R {
  const { halvings: _halvings, adjustments: _adjustments, ...rest } = run;
  return { ...rest, ...settingsOf(settings) } as R; // nothing else was taken away
}

/** The same settings in a run that went back to a step: changes that were made after it hold from there on. */
export function settingsFrom(step: number, settings: RunSettings): RunSettings {
  const adjustments = settings.adjustments?.map((note) => ({
    ...note,
    step: Math.min(note.step, step),
  }));
  return { ...settings, ...(adjustments && { adjustments }) };
}

/** Share of the learning rate asked for that a run learns with: half for each time that it ran away. */
export const rateShareOf = ({ halvings = 0 }: Pick<RunSettings, "halvings">): number =>
  0.5 ** halvings;

/** The learning rate in force, before the schedule's own factor. */
export const learningRateOf = (run: RunSettings): number =>
  (run.hparams.learningRate as number) * rateShareOf(run); // every model has it
