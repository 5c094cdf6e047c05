/** Start-up of the page: workers, workspace, saving; and a new start after a worker died. */
import type { BackendChoice, EngineChoice } from "../protocol/backend.ts";
import type { Workspace } from "../protocol/engine.ts";
import { runOf } from "../state/runs.ts";
import { selectLiveRun, useAppStore } from "../state/store.ts";
import { adoptIntakes } from "./adoption.ts";
import { receive } from "./events.ts";
import { notifyError } from "./notices.ts";
import { startSaving } from "./persistence.ts";
import { setPreferences } from "./preferences.ts";
import { pauseRun } from "./runs.ts";
import { loadSeries } from "./series.ts";
import { askEngine, startWorkers } from "./workers.ts";

const choices: readonly unknown[] = [
  "auto",
  "webgpu",
  "webgl",
  "wasm",
  "cpu",
] satisfies BackendChoice[];

/** `?backend=` in the address stands over the setting; `?engine=stock` leaves steps to TensorFlow.js. */
function engineChoice(): EngineChoice {
  const address = new URLSearchParams(location.search);
  const asked = address.get("backend");
  return {
    backend: choices.includes(asked) ? (asked as BackendChoice) : useAppStore.getState().backend,
    steps: address.get("engine") === "stock" ? "stock" : "compiled",
  };
}

/** Starts the workers and shows what earlier sessions left. */
export async function startSession(): Promise<void> {
  try {
    await startEngine();
    const workspace = await askEngine((engine) => engine.loadWorkspace());
    startSaving(workspace.projects);
    show(workspace);
    adoptIntakes(workspace.intakes);
  } catch (error) {
    useAppStore.setState({ engineStatus: "lost" });
    notifyError(error);
  }
}

async function startEngine(): Promise<void> {
  useAppStore.setState({ engineStatus: "starting" });
  const engine = await startWorkers(engineChoice(), receive, () => {
    useAppStore.setState({ engineStatus: "lost" });
    void restartEngine();
  });
  useAppStore.setState({ engine, engineStatus: "ready" });
}

const restarts: number[] = [];
const mostRestarts = 3;
const restartWindowMs = 60_000;

/** New workers after a crash, at most three in a minute; runs go on from their checkpoints. */
export async function restartEngine(): Promise<void> {
  const now = performance.now();
  while (restarts[0] !== undefined && now - restarts[0] > restartWindowMs) restarts.shift();
  if (restarts.length >= mostRestarts) return;
  restarts.push(now);
  try {
    await startEngine();
    const { runs, intakes } = await askEngine((engine) => engine.loadWorkspace());
    useAppStore.setState({ runs: runs.map(runOf) });
    adoptIntakes(intakes);
  } catch (error) {
    useAppStore.setState({ engineStatus: "lost" });
    notifyError(error);
  }
}

/** Computes with another backend from now on; a run that goes on is paused at its checkpoint first. */
export async function changeBackend(backend: BackendChoice): Promise<void> {
  setPreferences({ backend });
  const address = new URL(location.href);
  address.searchParams.delete("backend"); // the choice made here stands over the address
  history.replaceState(history.state, "", address);
  const live = selectLiveRun(useAppStore.getState());
  if (live?.state === "training") await pauseRun(live.runId);
  restarts.length = 0;
  await restartEngine();
}

/** A project that someone was quick enough to make before all was loaded stays, and stays open. */
function show({ projects, newer, runs, settings, storage, unreadable }: Workspace): void {
  for (const run of runs) loadSeries(run.runId, run.history);
  const known = projects.find((project) => project.id === settings?.activeProjectId);
  const early = useAppStore.getState();
  useAppStore.setState({
    projects: [...projects, ...early.projects],
    activeProjectId: early.activeProjectId ?? (known ?? projects[0])?.id ?? null,
    runs: runs.map(runOf).sort((a, b) => b.createdAt - a.createdAt),
    storage,
    unreadable,
    readOnly: {
      ...early.readOnly,
      ...Object.fromEntries(newer.map((id) => [id, "newer"] as const)),
    },
    isLoaded: true,
    ...(settings && {
      activeRunIds: settings.activeRunIds,
      modelId: settings.modelId,
      drafts: settings.drafts,
      domains: settings.domains ?? {},
    }),
  });
  useAppStore.temporal.getState().clear();
}
