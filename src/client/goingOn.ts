/** The run that was under way when the engine was lost: the next one goes on with it, and people are told. */
import { lostWeights, type RunRecord } from "../protocol/run.ts";
import { freshRun, type Run, requestOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { WorkerLost } from "./engine/calls.ts";
import { interrupted } from "./engine/interrupted.ts";
import { forgetFilm } from "./films.ts";
import { notify, notifyError } from "./notices.ts";
import { forgetPreview } from "./previews.ts";
import { nameRun } from "./runs.ts";
import { forgetSeries } from "./series.ts";
import { askThisEngine } from "./workers.ts";

/** The run under way is shown as what it is: on its way to go on. */
export function noteInterrupted(): void {
  const { runs } = useAppStore.getState();
  const underWay = runs.find(({ state }) => state === "training" || state === "preparing");
  interrupted.note(underWay);
  if (underWay) changeRun(underWay.runId, { state: "preparing" });
}

/** No engine goes on with it: it rests, as it does in storage. */
export function letItRest(): void {
  const { runId } = interrupted;
  if (runId !== null) changeRun(runId, { state: "paused" });
}

/** What a new engine found, for the run that was under way. */
export interface Found {
  readonly runs: readonly RunRecord[];
  /** Runs that lie in a storage that does not answer now. */
  readonly outOfSight?: ReadonlySet<string>;
  /** Somebody is to be told that the engine was lost. */
  readonly isTold: boolean;
  /** What that one had in memory alone went with it. */
  readonly isMemoryLost?: boolean;
}

/**
 * Goes on with the run that was under way, and tells what has happened. One of which nothing was kept begins
 * anew; not where it is only out of sight.
 */
export async function goOn(found: Found): Promise<void> {
  const { runs, outOfSight, isTold, isMemoryLost = false } = found;
  const { runId } = interrupted;
  const run = useAppStore.getState().runs.find((entry) => entry.runId === runId);
  if (isTold && isMemoryLost) notify({ tone: "bad", message: "notice.memoryLost" });
  if (!run) {
    interrupted.settle();
    if (isTold && !isMemoryLost) notify({ tone: "info", message: "notice.engineBack" });
    return;
  }
  const values = { name: run.name, step: run.step };
  const isFound = runs.some((record) => record.runId === run.runId);
  const isOutOfSight = !isFound && outOfSight?.has(run.runId) === true;
  const leave = (message: `notice.${string}`) => {
    interrupted.settle();
    changeRun(run.runId, isFound || isOutOfSight ? { state: "paused" } : lostWeights);
    notify({ tone: "bad", message, values });
  };
  if (!interrupted.goesOn(run.runId, run.step)) {
    return leave(isFound || isOutOfSight ? "notice.runLeftAlone" : "notice.runNotBegun");
  }
  if (isOutOfSight) return leave("notice.runOutOfSight");
  if (!isFound) showFromStart(run);
  try {
    await inItsPlace(run.runId, async () => {
      if (isFound) await askThisEngine((api) => api.resume(run.runId));
      else nameRun(run.runId, await askThisEngine((api) => api.train(requestOf(run))));
    });
    interrupted.settle();
    if (isFound && isTold) notify({ tone: "info", message: "notice.runGoesOn", values });
    if (!isFound && (isTold || run.step > 0))
      notify({ tone: "info", message: "notice.runBeginsAnew", values });
  } catch (error) {
    if (error instanceof WorkerLost) return; // the next engine goes on with it
    interrupted.settle();
    changeRun(run.runId, isFound ? { state: "paused" } : lostWeights);
    notifyError(error);
  }
}

/** Curves, pictures and figures are those of the steps that are lost. */
function showFromStart(run: Run): void {
  const { runId, backend, createdAt } = run;
  for (const forget of [forgetSeries, forgetPreview, forgetFilm]) forget(runId);
  const fresh = freshRun(requestOf(run), backend, createdAt);
  useAppStore.setState(({ runs }) => ({
    runs: runs.map((entry) => (entry.runId === runId ? fresh : entry)),
  }));
}

function changeRun(runId: string, changes: Partial<Pick<Run, "state" | "failure">>): void {
  useAppStore.setState(({ runs }) => ({
    runs: runs.map((run) => (run.runId === runId ? { ...run, ...changes } : run)),
  }));
}

/**
 * Begins a training in the place of an engine that this tab has lost: the browser may hold a hung worker's
 * locks for long after it was ended, and they were this tab's.
 * @throws BusyElsewhere where another tab trains; whatever `begin` throws
 */
async function inItsPlace(runId: string, begin: () => Promise<void>): Promise<void> {
  try {
    await begin();
  } catch (error) {
    const isHeld = error instanceof Error && error.name === "BusyElsewhere";
    if (!isHeld || useAppStore.getState().trainingElsewhere) throw error;
    await askThisEngine((api) => api.seizeTraining(runId));
    await begin();
  }
}
