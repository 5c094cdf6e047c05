/** Changes settings of a run that trains or is paused. */
import { learningRateOf } from "../protocol/runSettings.ts";
import type { Hparams } from "../protocol/spec.ts";
import type { Run } from "../state/runs.ts";
import { notifyError } from "./notices.ts";
import { askEngine } from "./workers.ts";

/** The settings that a run learns by now, its learning rate as it is after halvings. */
export const settingsInForce = (run: Pick<Run, "hparams" | "halvings">): Hparams => ({
  ...run.hparams,
  learningRate: learningRateOf(run),
});

/** What is asked for of each run while an earlier change is under way. */
const waiting = new Map<string, Hparams>();
const underWay = new Map<string, Promise<boolean>>();

/**
 * Resolves when the run goes on with all that was asked for meanwhile; a change that comes while another
 * is under way waits for it, and those that wait go together.
 * @returns whether all went well; if not, the user has been told
 */
export function adjustRun(runId: string, changes: Hparams): Promise<boolean> {
  waiting.set(runId, { ...waiting.get(runId), ...changes });
  const going = underWay.get(runId);
  if (going) return going;
  const started = adjustInTurn(runId).finally(() => underWay.delete(runId));
  underWay.set(runId, started);
  return started;
}

async function adjustInTurn(runId: string): Promise<boolean> {
  let isWell = true;
  for (let next = waiting.get(runId); next; next = waiting.get(runId)) {
    const changes = next;
    waiting.delete(runId);
    try {
      await askEngine((engine) => engine.adjust(runId, changes));
    } catch (error) {
      isWell = false;
      notifyError(error);
    }
  }
  return isWell;
}
