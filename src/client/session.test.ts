/** A run that trains when its engine dies, by what the next engine finds. */
import { expect, it, vi } from "vitest";
import { storedProject, storedRun } from "../data/testing/documentsOf.ts";
import type { EngineInfo, Workspace } from "../protocol/engine.ts";
import { useAppStore } from "../state/store.ts";
import { editProjectById } from "./projects.ts";
import { startSession } from "./session.ts";
import type { EngineWatcher } from "./workers.ts";

const engine = vi.hoisted(() => {
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("document", { addEventListener: () => undefined });
  vi.stubGlobal("location", { search: "" });
  vi.stubGlobal("navigator", {});
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  return {
    kept,
    watcher: undefined as EngineWatcher | undefined,
    workspace: undefined as Workspace | undefined,
    train: vi.fn(async () => undefined),
    resume: vi.fn(async () => undefined),
    missingPhotos: vi.fn(async () => [] as string[]),
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
    saveProject: () => new Promise(() => undefined),
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
  projects: [{ ...storedProject("p", []), revision: 3 }],
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

  editProjectById("p", (project) => ({ ...project, name: "Typed last" }));
  await dieTraining(workspace({ storage: "memory", runs: [] }));
  await vi.waitFor(() => expect(useAppStore.getState().runs[0]?.state).toBe("paused"));
  expect(useAppStore.getState().notices.map(({ message }) => message)).toContain(
    "notice.runOutOfSight",
  );
  expect(engine.train).not.toHaveBeenCalled();
  const [left] = [...engine.kept].filter(([key]) => key.startsWith("latent-loom.unsaved."));
  expect(JSON.parse(left?.[1] ?? "[]")).toMatchObject([
    { project: { name: "Typed last" }, base: 3 },
  ]);

  await dieTraining(workspace({ storage: "memory", runs: [] })); // made in memory, and gone with it
  await vi.waitFor(() => expect(engine.train).toHaveBeenCalledOnce());
});

it("asks the next engine which photos are gone that undo would need", async () => {
  const hash = "c".repeat(64);
  editProjectById("p", () => storedProject("p", [hash]));
  editProjectById("p", () => storedProject("p", []));
  engine.missingPhotos.mockResolvedValue([hash]);
  await dieTraining(workspace());
  await vi.waitFor(() => expect(engine.missingPhotos).toHaveBeenCalledWith([hash]));
  await vi.waitFor(() =>
    expect(useAppStore.getState().notices.map(({ message }) => message)).toContain(
      "notice.undoShortened",
    ),
  );
});
