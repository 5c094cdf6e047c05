/** Verbs on a run's checkpoints: a new run out of one, and the way back to the best. */
import type { CheckpointName, RunRecord } from "../protocol/run.ts";
import { newId } from "../state/project.ts";
import { hasLostWeights, type Run, runOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { notify, notifyError } from "./notices.ts";
import { newRunName } from "./runs.ts";
import { loadSeries } from "./series.ts";
import { tellRuns } from "./tabs/toldRuns.ts";
import { showRun } from "./training.ts";
import { askEngine } from "./workers.ts";

/** A new run that stands, paused, where a checkpoint of this one does; it comes into view. */
export async function branchRun(runId: string, from: CheckpointName, name: string): Promise<void> {
  try {
    const made = await branch(runId, from, name);
    showRun(made.runId);
    notify({
      tone: "good",
      message: "notice.branched",
      values: { name: made.name, step: made.step },
    });
  } catch (error) {
    notifyError(error);
  }
}

/**
 * Puts a run back to its best state. Nothing is lost: its newest state becomes a run of its own first, unless
 * its weights were lost before.
 * @param keptAs the name of that run
 */
export async function restoreBest(
  run: Pick<Run, "runId" | "failure">,
  keptAs: string,
): Promise<void> {
  const { runId } = run;
  try {
    const newest = hasLostWeights(run) ? null : await branch(runId, "latest", keptAs);
    const record = await askEngine((engine) => engine.restoreBest(runId));
    tellRuns();
    loadSeries(runId, record.history);
    useAppStore.setState((state) => ({
      runs: state.runs.map((entry) => (entry.runId === runId ? runOf(record) : entry)),
    }));
    const { name, step } = record;
    notify({
      tone: "good",
      message: newest ? "notice.restored" : "notice.restored.alone",
      values: { name, step, ...(newest && { kept: newest.name }) },
    });
  } catch (error) {
    notifyError(error);
  }
}

async function branch(runId: string, from: CheckpointName, name: string): Promise<RunRecord> {
  const [newRunId, newName] = [newId(), newRunName(name)]; // the same where it is asked for twice
  const record = await askEngine((engine) => engine.branchRun(runId, from, newRunId, newName));
  tellRuns();
  loadSeries(record.runId, record.history);
  useAppStore.setState((state) => ({ runs: [runOf(record), ...state.runs], hasMade: true }));
  return record;
}
