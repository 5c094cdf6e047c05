/**
 * Start-up of the page, and a new start whenever the engine is lost: it goes on where it stopped, loading,
 * saving and training, and says so.
 */
import { openWebLocks } from "../lib/webLocks.ts";
import type { BackendChoice } from "../protocol/backend.ts";
import type { RunRecord } from "../protocol/run.ts";
import { requestOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { adoptIntakes } from "./adoption.ts";
import { WorkerLost } from "./engine/calls.ts";
import type { EndCause } from "./engine/host.ts";
import { interrupted } from "./engine/interrupted.ts";
import { Restarts } from "./engine/restarts.ts";
import { engineChoice } from "./engineChoice.ts";
import { forgetMissing } from "./erased.ts";
import { receive } from "./events.ts";
import { reportFault } from "./faults.ts";
import { leaveForLater, takeUpEdits } from "./leaving.ts";
import { notify, notifyError } from "./notices.ts";
import { saveAgain, startSaving } from "./persistence.ts";
import { setPreferences } from "./preferences.ts";
import { nameRun } from "./runs.ts";
import { startSavingSettings } from "./savedSettings.ts";
import { noteStored, writeOurs } from "./tabs/storedProjects.ts";
import { otherTabs, startTabs } from "./tabs/tabs.ts";
import { admitCalls, askEngine, askThisEngine, refuseCalls, startWorkers } from "./workers.ts";
import { show, showAgain, showShipped } from "./workspace.ts";

const restarts = new Restarts(() => performance.now());
/** Counts the starts; an older one that is still under way gives way to the newest. */
let turn = 0;
/** Whether somebody is to be told that the engine was lost. */
let wasLost = false;

/** Starts the workers and shows what earlier sessions left. */
export const startSession = (): Promise<void> => start();

/** New workers, because someone asks for them. */
export function restartEngine(): Promise<void> {
  restarts.forget();
  interrupted.forgive();
  noteInterrupted();
  wasLost = true;
  return start();
}

/** Computes with another backend from now on; what is under way goes on there. */
export async function changeBackend(backend: BackendChoice): Promise<void> {
  setPreferences({ backend });
  const address = new URL(location.href);
  address.searchParams.delete("backend"); // the choice made here stands over the address
  history.replaceState(history.state, "", address);
  noteInterrupted();
  const { runId } = interrupted;
  if (runId !== null) await askThisEngine((engine) => engine.pause(runId)).catch(() => undefined); // to its checkpoint
  restarts.forget();
  await start();
}

/**
 * Until an engine is there with all that is the user's, or has been lost too often.
 * @param firstWait before it, ms; null: it was lost too often already
 */
async function start(firstWait: number | null = 0): Promise<void> {
  const mine = ++turn;
  let reason: unknown = new WorkerLost("too often");
  for (let wait = firstWait; wait !== null; wait = restarts.next()) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      if (mine === turn) await startOnce(mine);
      return;
    } catch (error) {
      if (mine !== turn) return; // a later start has taken its place
      reason = error;
    }
  }
  giveUp(reason);
}

function giveUp(reason: unknown): void {
  refuseCalls();
  const { runId } = interrupted;
  if (runId !== null) setRunState(runId, "paused"); // what it is in storage
  useAppStore.setState({ engineStatus: "lost" });
  if (!(reason instanceof WorkerLost)) notifyError(reason); // else the banner says it all
}

async function startOnce(mine: number): Promise<void> {
  useAppStore.setState({ engineStatus: wasLost ? "restarting" : "starting" });
  let isReady = false;
  let isOver = false;
  const engine = await startWorkers(
    engineChoice(),
    {
      onEvent: receive,
      onFault: reportFault,
      onLiveness: (liveness) => {
        if (isReady)
          useAppStore.setState({ engineStatus: liveness === "silent" ? "silent" : "ready" });
      },
      onEnd: (cause) => {
        isOver = true;
        noteEnd(cause);
        if (isReady) void start(restarts.next()); // else whoever starts it sees its calls fail
      },
    },
    interrupted.patience,
  );
  useAppStore.setState({ engine });
  const workspace = await askThisEngine((api) => api.loadWorkspace());
  if (mine !== turn) throw new WorkerLost("replaced");
  const goesOn = interrupted.runId;
  const { isLoaded, storage: before } = useAppStore.getState();
  const isOutOfSight = isLoaded && before === "kept" && workspace.storage === "memory";
  if (isOutOfSight) leaveForLater();
  if (isLoaded) {
    showAgain(workspace, goesOn);
    if (workspace.storage === "memory") writeOurs(workspace.projects);
  } else {
    for (const project of workspace.projects) noteStored(project);
    await startTabs(workspace.storage === "kept" ? openWebLocks(navigator.locks) : null);
    startSaving();
    startSavingSettings(workspace.settings);
    show(workspace);
    takeUpEdits(workspace.projects, otherTabs());
  }
  const goesOnImporting = useAppStore.getState().importing?.importId; // its call is made once more
  adoptIntakes(workspace.intakes.filter(({ importId }) => importId !== goesOnImporting));
  if (isOver) throw new WorkerLost("while it was started");
  isReady = true;
  useAppStore.setState({ engineStatus: "ready" });
  const resumed = goOn(workspace.runs, isOutOfSight); // before the calls that wait: one of them may want it to pause
  admitCalls();
  saveAgain();
  if (isLoaded) void forgetMissing();
  void askEngine((api) => api.loadShippedRuns()).then(showShipped, () => undefined);
  await resumed;
}

function noteEnd(cause: EndCause): void {
  console.warn(`The engine ${cause}`);
  if (useAppStore.getState().isLoaded) {
    wasLost = true; // before, nobody has missed it
    useAppStore.setState({ engineStatus: "restarting" });
  }
  noteInterrupted();
}

/** The run under way is shown as what it is: on its way to go on. */
function noteInterrupted(): void {
  const { runs } = useAppStore.getState();
  const underWay = runs.find(({ state }) => state === "training" || state === "preparing");
  interrupted.note(underWay);
  if (underWay) setRunState(underWay.runId, "preparing");
}

function setRunState(runId: string, state: "preparing" | "paused"): void {
  useAppStore.setState(({ runs }) => ({
    runs: runs.map((run) => (run.runId === runId ? { ...run, state } : run)),
  }));
}

/**
 * Goes on with the run that was under way, and tells what has happened.
 * @param isOutOfSight whether what was kept before lies in a storage that does not answer now: a run that is
 *                     not found is there, and would be replaced by one that began anew
 */
async function goOn(found: readonly RunRecord[], isOutOfSight: boolean): Promise<void> {
  const { runId } = interrupted;
  const run = useAppStore.getState().runs.find((entry) => entry.runId === runId);
  const isTold = wasLost;
  wasLost = false;
  if (!run) {
    interrupted.settle();
    if (isTold) notify({ tone: "info", message: "notice.engineBack" });
    return;
  }
  const values = { name: run.name, step: run.step };
  if (!interrupted.goesOn(run.runId, run.step)) {
    interrupted.settle();
    setRunState(run.runId, "paused");
    notify({ tone: "bad", message: "notice.runLeftAlone", values });
    return;
  }
  const isFound = found.some((record) => record.runId === run.runId);
  if (!isFound && isOutOfSight) {
    interrupted.settle();
    setRunState(run.runId, "paused");
    notify({ tone: "bad", message: "notice.runOutOfSight", values });
    return;
  }
  try {
    // A run that was lost before anything of it was kept begins anew.
    await inItsPlace(run.runId, async () => {
      if (isFound) await askThisEngine((api) => api.resume(run.runId));
      else nameRun(run.runId, await askThisEngine((api) => api.train(requestOf(run))));
    });
    interrupted.settle();
    if (isTold) notify({ tone: "info", message: "notice.runGoesOn", values });
  } catch (error) {
    if (error instanceof WorkerLost) return; // the next engine goes on with it
    interrupted.settle();
    setRunState(run.runId, "paused");
    notifyError(error);
  }
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
