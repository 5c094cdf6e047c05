/** A run that trains when its engine dies, by what the next engine finds. */
import { expect, it, vi } from "vitest";
import { storedProject, storedRun } from "../data/testing/documentsOf.ts";
import type { EngineInfo, Workspace } from "../protocol/engine.ts";
import { useAppStore } from "../state/store.ts";
import { startSession } from "./session.ts";
import type { EngineWatcher } from "./workers.ts";

const engine = vi.hoisted(() => {
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("document", { addEventListener: () => undefined });
  vi.stubGlobal("location", { search: "" });
  vi.stubGlobal("navigator", {});
  return {
    watcher: undefined as EngineWatcher | undefined,
    workspace: undefined as Workspace | undefined,
    train: vi.fn(async () => undefined),
    resume: vi.fn(async () => undefined),
  };
});

vi.mock("./engine/restarts.ts", () => ({
  Restarts: class {
    next = () => 0;
    forget = () => undefined;
  },
}));

vi.mock("./workers.ts", () => {
  const api = {
    ...engine,
    loadWorkspace: async () => engine.workspace,
    loadShippedRuns: async () => [],
    film: async () => ({ frames: [], isKept: true }),
    lastFrame: async () => null,
    saveProject: async () => 1,
  };
  const ask = async (call: (given: typeof api) => Promise<unknown>) => call(api);
  return {
    askEngine: ask,
    askThisEngine: ask,
    admitCalls: () => undefined,
    refuseCalls: () => undefined,
    startWorkers: async (_: unknown, watcher: EngineWatcher) => {
      engine.watcher = watcher;
      return { backend: { backend: "wasm" }, models: [] } as unknown as EngineInfo;
    },
  };
});

const workspace = (changes: Partial<Workspace> = {}): Workspace => ({
  projects: [storedProject("p", [])],
  newer: [],
  runs: [storedRun("r", [])],
  settings: null,
  storage: "kept",
  intakes: [],
  unreadable: [],
  ...changes,
});

async function dieTraining(next: Workspace): Promise<void> {
  useAppStore.setState(({ runs }) => ({
    runs: runs.map((run) => ({ ...run, state: "training" })),
  }));
  engine.workspace = next;
  engine.watcher?.onEnd?.("died");
  await vi.waitFor(() => expect(useAppStore.getState().engineStatus).toBe("ready"));
}

it("goes on, and is not begun anew where the next engine only does not see what is stored", async () => {
  engine.workspace = workspace();
  await startSession();
  await dieTraining(workspace());
  await vi.waitFor(() => expect(engine.resume).toHaveBeenCalledWith("r"));

  await dieTraining(workspace({ storage: "memory", runs: [] }));
  await vi.waitFor(() => expect(useAppStore.getState().runs[0]?.state).toBe("paused"));
  expect(useAppStore.getState().notices.map(({ message }) => message)).toContain(
    "notice.runOutOfSight",
  );
  expect(engine.train).not.toHaveBeenCalled();

  await dieTraining(workspace({ storage: "memory", runs: [] })); // made in memory, and gone with it
  await vi.waitFor(() => expect(engine.train).toHaveBeenCalledOnce());
});
