/** Runs over tabs: the list is the same everywhere, and one tab trains at a time. */
import { latest } from "../../lib/latest.ts";
import { trainingLock } from "../../protocol/lockNames.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { isUnderWay, runOf } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { notifyError } from "../notices.ts";
import { recallPictures } from "../previews.ts";
import { isOutOfSight, pauseRun } from "../runs.ts";
import { appendPoints, loadSeries } from "../series.ts";
import { askEngine } from "../workers.ts";
import { type ToldRunEvent, tellTabs } from "./channel.ts";
import { askToLetGo } from "./handOver.ts";
import { reduceTold, tellRunEvent } from "./toldRuns.ts";

/** What another tab tells of the run that it trains. */
export function receiveFromTab(name: string, event: ToldRunEvent, from: string): void {
  const { runId } = event;
  if (event.type === "runState") {
    const { state } = event;
    const goesOn = state === "training" || state === "preparing";
    useAppStore.setState(({ trainingElsewhere }) => ({
      trainingElsewhere: goesOn
        ? { tabId: from, runId, name, state }
        : trainingElsewhere?.tabId === from
          ? null
          : trainingElsewhere,
    }));
    const isKnown = useAppStore.getState().runs.some((run) => run.runId === runId);
    if (!goesOn || !isKnown) refreshRuns();
    return;
  }
  if (event.type === "wentBack" || event.type === "foundElsewhere") {
    loadSeries(runId, event.record.history);
  } else if (event.type === "progress") {
    appendPoints(runId, event.points);
    useAppStore.setState({ trainingElsewhere: { tabId: from, runId, name, state: "training" } });
  }
  useAppStore.setState(({ runs }) => ({
    runs: runs.map((run) => (run.runId === runId ? reduceTold(run, event) : run)),
  }));
}

/** Tells again what trains here, to a tab that may be new. */
export function tellTraining(): void {
  const run = useAppStore.getState().runs.find(isUnderWay);
  if (run) tellRunEvent({ type: "runState", runId: run.runId, state: run.state });
}

/** A tab is gone, and with it what it trained. */
export function forgetTab(tabId: string): void {
  if (useAppStore.getState().trainingElsewhere?.tabId !== tabId) return;
  useAppStore.setState({ trainingElsewhere: null });
  refreshRuns();
}

/** Pauses and saves what trains here, for the tab that asks for the turn. */
export async function letGoOfTraining(to: string): Promise<void> {
  const run = useAppStore.getState().runs.find(isUnderWay);
  if (!run) return;
  await pauseRun(run.runId);
  tellTabs({ type: "yours", lock: trainingLock, to });
}

/** Asks the tab that trains to pause; one that does not answer loses its turn. */
export async function takeOverTraining(): Promise<void> {
  const { trainingElsewhere } = useAppStore.getState();
  if (!trainingElsewhere) return;
  const { runId, tabId } = trainingElsewhere;
  useAppStore.setState({ takingOver: runId });
  try {
    const hasAnswered = await askToLetGo(trainingLock);
    if (!hasAnswered) await askEngine((engine) => engine.seizeTraining(runId));
    forgetTab(tabId);
  } catch (error) {
    notifyError(error);
  } finally {
    useAppStore.setState({ takingOver: null });
  }
}

const readRuns = latest((_: null) => askEngine((engine) => engine.refreshRuns()));

/** Shows the runs as storage has them, but for those that are under way here. */
export function refreshRuns(): void {
  void readRuns(null)
    .then((records) => records && showRuns(records))
    .catch(() => undefined); // at the next news again
}

function showRuns(records: readonly RunRecord[]): void {
  const { runs } = useAppStore.getState();
  const before = new Map(runs.map((run) => [run.runId, run]));
  for (const { runId, step } of records) {
    const run = before.get(runId);
    if (run && run.step !== step && !isUnderWay(run)) recallPictures(runId);
  }
  const stored = records
    .filter(({ runId }) => !isOutOfSight(runId))
    .map((record) => {
      const run = before.get(record.runId);
      if (run && isUnderWay(run)) return run;
      loadSeries(record.runId, record.history);
      return runOf(record);
    });
  const ids = new Set(stored.map(({ runId }) => runId));
  const others = runs.filter((run) => !ids.has(run.runId) && (run.pretrained || isUnderWay(run)));
  useAppStore.setState(({ received }) => ({
    runs: [...stored, ...others].sort((a, b) => b.createdAt - a.createdAt),
    received: received + 1,
  }));
}
