/**
 * Start-up of the page, and a new start whenever the engine is lost: it goes on where it stopped, loading,
 * saving and training, and says so.
 */
import { openWebLocks } from "../lib/webLocks.ts";
import type { BackendChoice } from "../protocol/backend.ts";
import { useAppStore } from "../state/store.ts";
import { takeNext } from "./acrossEngines.ts";
import { adoptIntakes } from "./adoption.ts";
import { isKeptFirst } from "./atRisk.ts";
import { WorkerLost } from "./engine/calls.ts";
import type { EndCause } from "./engine/host.ts";
import { interrupted } from "./engine/interrupted.ts";
import { Restarts } from "./engine/restarts.ts";
import { engineChoice } from "./engineChoice.ts";
import { forgetMissing } from "./erased.ts";
import { receive } from "./events.ts";
import { reportFault } from "./faults.ts";
import { goOn, letItRest, noteInterrupted } from "./goingOn.ts";
import { takeUpEdits } from "./leaving.ts";
import { keepAndReload } from "./memory.ts";
import { notifyError } from "./notices.ts";
import { saveAgain, startSaving } from "./persistence.ts";
import { setPreferences } from "./preferences.ts";
import { startSavingSettings } from "./savedSettings.ts";
import { noteStored } from "./tabs/storedProjects.ts";
import { otherTabs, startTabs } from "./tabs/tabs.ts";
import { forgetEngineWork } from "./work.ts";
import { admitCalls, askThisEngine, refuseCalls, startWorkers } from "./workers.ts";
import { show, showShipped } from "./workspace.ts";

const restarts = new Restarts(() => performance.now());
/** Counts the starts; an older one that is still under way gives way to the newest. */
let turn = 0;
/** Whether somebody is to be told that the engine was lost. */
let wasLost = false;

/** Starts the workers and shows what earlier sessions left. */
export const startSession = (): Promise<void> => start();

/** New workers, because someone asks for them: what `lostWithEngine` tells is lost. */
export function restartEngine(): Promise<void> {
  if (isKeptFirst()) return keepAndReload();
  restarts.forget();
  interrupted.forgive();
  noteInterrupted();
  wasLost = true;
  return start();
}

/** Computes with another backend from now on; what is under way goes on there, but for what `lostWithEngine` tells. */
export async function changeBackend(backend: BackendChoice): Promise<void> {
  setPreferences({ backend });
  const address = new URL(location.href);
  address.searchParams.delete("backend"); // the choice made here stands over the address
  history.replaceState(history.state, "", address);
  noteInterrupted();
  const { runId } = interrupted;
  if (runId !== null) await askThisEngine((engine) => engine.pause(runId)).catch(() => undefined); // to its checkpoint
  if (isKeptFirst()) return keepAndReload();
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
  letItRest();
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
  const { isLoaded } = useAppStore.getState();
  const taken = isLoaded ? takeNext(workspace, goesOn) : null;
  if (!taken) {
    for (const project of workspace.projects) noteStored(project);
    await startTabs(workspace.storage === "kept" ? openWebLocks(navigator.locks) : null);
    startSaving();
    startSavingSettings(workspace.settings);
    show(workspace);
    takeUpEdits(workspace.projects, otherTabs());
  }
  const goingOn = new Set(useAppStore.getState().works.map(({ id }) => id)); // their calls are made once more
  adoptIntakes(workspace.intakes.filter(({ importId }) => !goingOn.has(importId)));
  if (isOver) throw new WorkerLost("while it was started");
  isReady = true;
  useAppStore.setState({ engineStatus: "ready" });
  const isTold = wasLost;
  wasLost = false;
  const resumed = goOn({ ...taken, runs: workspace.runs, isTold }); // before the calls that wait: one of them may want it to pause
  // Before the calls that wait, too: one may be of a shipped run, and the engine has to know that it will come.
  void askThisEngine((api) => api.loadShippedRuns()).then(showShipped, () => undefined);
  admitCalls();
  saveAgain();
  if (isLoaded) void forgetMissing();
  await resumed;
}

function noteEnd(cause: EndCause): void {
  console.warn(`The engine ${cause}`);
  forgetEngineWork();
  if (useAppStore.getState().isLoaded) {
    wasLost = true; // before, nobody has missed it
    useAppStore.setState({ engineStatus: "restarting" });
  }
  noteInterrupted();
}
