/** A run that trains when its engine dies, by what the next engine finds. */
import { expect, it, vi } from "vitest";
import { storedProject, storedRun } from "../data/testing/documentsOf.ts";
import { eventually } from "../lib/testing/eventually.ts";
import type { EngineChoice } from "../protocol/backend.ts";
import type { EngineInfo } from "../protocol/engine.ts";
import type { Workspace } from "../protocol/workspace.ts";
import { runOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { editProjectById } from "./projects.ts";
import { loadSeries, seriesOf } from "./series.ts";
import { changeBackend, restartEngine, startSession } from "./session.ts";
import type { EngineWatcher } from "./workers.ts";

const engine = vi.hoisted(() => {
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("document", { addEventListener: () => undefined });
  vi.stubGlobal("location", { search: "", href: "http://localhost/" });
  vi.stubGlobal("history", { replaceState: () => undefined });
  vi.stubGlobal("navigator", {});
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  return {
    kept,
    pause: vi.fn(async () => undefined),
    keepAndReload: vi.fn(async () => undefined),
    choices: [] as EngineChoice[],
    watcher: undefined as EngineWatcher | undefined,
    workspace: undefined as Workspace | undefined,
    train: vi.fn(async () => undefined),
    resume: vi.fn(async () => undefined),
    missingPhotos: vi.fn(async () => [] as string[]),
    /** What the newest engine was told, in this order. */
    begun: [] as string[],
  };
});

vi.mock("./engine/restarts.ts", () => ({
  Restarts: class {
    next = () => 0;
    forget = () => undefined;
  },
}));

vi.mock("./memory.ts", () => ({ keepAndReload: engine.keepAndReload }));

vi.mock("./workers.ts", () => {
  const api = {
    ...engine,
    loadWorkspace: async () => engine.workspace,
    loadShippedRuns: async () => {
      engine.begun.push("shipped");
      return [];
    },
    film: async () => ({ frames: [], isKept: true }),
    lastFrame: async () => null,
    saveProject: () => new Promise(() => undefined),
  };
  const ask = async (call: (given: typeof api) => Promise<unknown>) => call(api);
  return {
    askEngine: ask,
    askThisEngine: ask,
    admitCalls: () => void engine.begun.push("admitted"),
    refuseCalls: () => undefined,
    startWorkers: async (choice: EngineChoice, watcher: EngineWatcher) => {
      engine.choices.push(choice);
      engine.watcher = watcher;
      return { backend: { backend: "wasm" }, models: [] } as unknown as EngineInfo;
    },
  };
});

const workspace = (changes: Partial<Workspace> = {}): Workspace => ({
  projects: [{ ...storedProject("p", []), revision: 3 }],
  newer: [],
  runs: [storedRun("r", [])],
  settings: null,
  storage: "kept",
  intakes: [],
  unreadable: [],
  ...changes,
});

const told = () => useAppStore.getState().notices.map(({ message }) => message);
const point = (step: number) => ({ step, values: { loss: 1 } });

async function dieTraining(next: Workspace): Promise<void> {
  useAppStore.setState(({ runs }) => ({
    runs: runs.map((run) => ({ ...run, state: "training" })),
  }));
  engine.workspace = next;
  engine.watcher?.onEnd?.("died");
  await eventually(() => expect(useAppStore.getState().engineStatus).toBe("ready"));
}

it("goes on, and is not begun anew where the next engine only does not see what is stored", async () => {
  engine.workspace = workspace();
  await startSession();
  await dieTraining(workspace());
  await eventually(() => expect(engine.resume).toHaveBeenCalledWith("r"));

  editProjectById("p", (project) => ({ ...project, name: "Typed last" }));
  await dieTraining(workspace({ storage: "memory", runs: [] }));
  await eventually(() => expect(useAppStore.getState().runs[0]?.state).toBe("paused"));
  expect(told()).toContain("notice.runOutOfSight");
  expect(engine.train).not.toHaveBeenCalled();
  const [left] = [...engine.kept].filter(([key]) => key.startsWith("latent-loom.unsaved."));
  expect(JSON.parse(left?.[1] ?? "[]")).toMatchObject([
    { project: { name: "Typed last" }, base: 3 },
  ]);

  await dieTraining(workspace({ storage: "memory", runs: [] })); // it still lies there
  await eventually(() => expect(useAppStore.getState().runs[0]?.state).toBe("paused"));
  expect(engine.train).not.toHaveBeenCalled();
});

it("begins a run anew that went with the memory of its engine, and says what is gone", async () => {
  const made = { ...storedRun("made", []), step: 500, history: [point(500)] };
  loadSeries("made", made.history);
  useAppStore.setState({ storage: "memory", hasMade: true, runs: [runOf(made)], notices: [] });
  await dieTraining(workspace({ storage: "memory", runs: [] }));
  await eventually(() => expect(engine.train).toHaveBeenCalledOnce());
  expect(engine.choices.at(-1)?.storage).toBe("memory");
  await eventually(() => expect(told()).toEqual(["notice.memoryLost", "notice.runBeginsAnew"]));
  expect(useAppStore.getState().runs[0]).toMatchObject({ step: 0, seconds: 0, latest: {} });
  expect(seriesOf("made").steps).toEqual([]);

  engine.train.mockRejectedValueOnce(Object.assign(new Error(), { name: "UnreadableImage" }));
  await dieTraining(workspace({ storage: "memory", runs: [] })); // its photos are gone, too
  await eventually(() => expect(told()).toContain("error.UnreadableImage"));
  expect(useAppStore.getState().runs[0]).toMatchObject({ failure: "LostWeights" });
});

it("tells the next engine of the shipped runs before calls that may be of one of them", async () => {
  engine.begun.length = 0;
  await dieTraining(workspace());
  expect(engine.begun).toEqual(["shipped", "admitted"]);
});

it("keeps what was made before the engine is replaced, where storage answers by now", async () => {
  useAppStore.setState({ storage: "memory", hasMade: true, isStorageBack: true });
  const starts = engine.choices.length;
  await changeBackend("cpu");
  await restartEngine();
  expect(engine.keepAndReload).toHaveBeenCalledTimes(2);
  expect([useAppStore.getState().backend, engine.choices.length]).toEqual(["cpu", starts]);
  useAppStore.setState({ storage: "kept", isStorageBack: false, runs: [] });
});

it("asks the next engine which photos are gone that undo would need", async () => {
  const hash = "c".repeat(64);
  editProjectById("p", () => storedProject("p", [hash]));
  editProjectById("p", () => storedProject("p", []));
  engine.missingPhotos.mockResolvedValue([hash]);
  await dieTraining(workspace());
  await eventually(() => expect(engine.missingPhotos).toHaveBeenCalledWith([hash]));
  await eventually(() => expect(told()).toContain("notice.undoShortened"));
});
