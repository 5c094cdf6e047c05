/** Settings of a run change while it trains, or is paused; it goes on from exactly where it was. */
import type { Hparams } from "../../protocol/spec.ts";
import { BadSetting } from "../errors.ts";
import { definitionOf } from "../models/builtModel.ts";
import { adjusted } from "../training/adjusted.ts";
import type { LiveRun } from "../training/liveRun.ts";
import { type LoopTools, remakeStepping } from "../training/loop.ts";

/** @throws BadSetting where they cannot be changed so, or the run has ended; then nothing has changed */
export async function adjustRun(run: LiveRun, changes: Hparams, tools: LoopTools): Promise<void> {
  const definition = definitionOf(tools.registry, run.record.modelId);
  if (!adjusted(run.record, definition, changes)) return;
  const { training, trainer } = run;
  if (trainer && training?.stretch.limit === undefined) {
    await trainer.between(() => apply(run, changes, tools));
    void trainer.between(() => tools.autosave.keep(run)).catch(() => undefined); // seen to by the loop
    return;
  }
  await training?.ended; // of a single step
  if (run.state !== "paused") throw new BadSetting(`The run ${run.runId} has ended`);
  await apply(run, changes, tools);
  await tools.autosave.keep(run);
  await tools.share(run);
}

/** Between two steps, or while it is paused. @throws BadSetting; then nothing has changed */
async function apply(run: LiveRun, changes: Hparams, tools: LoopTools): Promise<void> {
  const definition = definitionOf(tools.registry, run.record.modelId);
  const settings = adjusted(run.record, definition, changes); // steps may have been taken meanwhile
  if (!settings) return;
  const isSameStep = run.adjust(settings);
  const { trainer } = run;
  if (!isSameStep && trainer) await remakeStepping(run, trainer, tools);
  else if (!isSameStep) run.dropStepping();
  tools.emit({ type: "adjusted", runId: run.runId, settings });
}
