/** What is told, kept and marked when another engine takes over, by where it and the one before keep things. */
import { beforeEach, expect, it, vi } from "vitest";
import { storedProject, storedRun } from "../data/testing/documentsOf.ts";
import type { Workspace } from "../protocol/workspace.ts";
import { runOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { takeNext } from "./acrossEngines.ts";
import { lostWithEngine } from "./atRisk.ts";
import { editedProjects, unmarkEdited } from "./edited.ts";
import { engineChoice } from "./engineChoice.ts";
import { editProjectById } from "./projects.ts";
import { knownRevision, noteStored } from "./tabs/storedProjects.ts";
import { thumbnail } from "./thumbnails.ts";

const page = vi.hoisted(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("location", { search: "" });
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  return {
    kept,
    thumbnails: vi.fn(async (sources: readonly unknown[]) => sources.map(() => ({}))),
  };
});
vi.mock("./workers.ts", () => ({
  askEngine: async (ask: (api: typeof page) => unknown) => ask(page),
}));

const hash = "a".repeat(64);
const project = { ...storedProject("p", [hash]), revision: 3 };
const finished = { ...storedRun("finished", []), state: "finished" as const, step: 500 };
const shipped = { ...storedRun("shipped", []), pretrained: true as const, step: 9 };

const workspace = (storage: Workspace["storage"], changes: Partial<Workspace> = {}): Workspace => ({
  projects: [],
  newer: [],
  runs: [],
  settings: null,
  storage,
  intakes: [],
  unreadable: [],
  ...changes,
});

const run = (runId: string) => useAppStore.getState().runs.find((entry) => entry.runId === runId);
const left = () => [...page.kept.values()].join();
const look = () => thumbnail({ kind: "stored", hash });

beforeEach(async () => {
  page.kept.clear();
  noteStored(project);
  useAppStore.setState({
    projects: [project],
    runs: [runOf(finished), runOf(shipped)],
    storage: "kept",
    isStorageBack: false,
    isLoaded: true,
    hasMade: false,
    unwritten: [],
    engineStatus: "ready",
    memoryLosses: 0,
  });
  for (const id of editedProjects()) unmarkEdited(id);
  await look();
  page.thumbnails.mockClear();
});

const rename = (name: string) => editProjectById("p", (before) => ({ ...before, name }));

it("kept → kept: all is there still", async () => {
  rename("Typed last");
  const { isMemoryLost } = takeNext(workspace("kept", { runs: [finished] }), null);
  expect([isMemoryLost, run("finished")?.state]).toEqual([false, "finished"]);
  expect([knownRevision("p"), left(), engineChoice().storage]).toEqual([3, "", undefined]);
  await look();
  expect(page.thumbnails).not.toHaveBeenCalled();
});

it("kept → memory: what is stored is out of sight, edits are left for when it is there", () => {
  rename("Typed last");
  const { isMemoryLost, outOfSight } = takeNext(workspace("memory"), null);
  expect([isMemoryLost, outOfSight.has("finished")]).toEqual([false, true]);
  expect(left()).toContain("Typed last");
  expect([editedProjects(), knownRevision("p")]).toEqual([["p"], null]);
  takeNext(workspace("memory"), null); // and once more
  expect(run("finished")).toMatchObject({ state: "finished", step: 500 });
});

it("memory → memory: what was made is gone, and is not shown as if it were there", async () => {
  const made = { ...finished, runId: "made" };
  useAppStore.setState({ storage: "memory", runs: [made, shipped].map(runOf) });
  rename("Made here");
  const { isMemoryLost } = takeNext(workspace("memory"), null);
  expect(isMemoryLost).toBe(true);
  expect(run("made")).toMatchObject({ state: "failed", failure: "LostWeights" });
  expect(run("shipped")?.failure).toBeUndefined();
  expect([editedProjects(), knownRevision("p")]).toEqual([["p"], null]); // written anew
  expect(useAppStore.getState().memoryLosses).toBe(1);
  await look();
  expect(page.thumbnails).toHaveBeenCalledOnce();
  expect(left()).toBe("");
});

it("memory → memory, of which nothing was made: nothing is said to be lost", () => {
  useAppStore.setState({ storage: "memory", runs: [runOf(shipped)] });
  expect(takeNext(workspace("memory"), null).isMemoryLost).toBe(false);
});

it("memory → memory, where what lies below can be read: that is as it is there", () => {
  useAppStore.setState({ storage: "memory", hasMade: true });
  takeNext(workspace("memory", { runs: [{ ...finished, step: 400 }] }), null);
  expect(run("finished")).toMatchObject({ state: "finished", step: 400 });
});

it("memory → kept: does not happen, though storage answers by now", () => {
  useAppStore.setState({ storage: "memory", isStorageBack: true });
  expect(engineChoice().storage).toBe("memory");
  useAppStore.setState({ isLoaded: false }); // nothing was shown yet
  expect(engineChoice().storage).toBeUndefined();
});

it.each([
  ["made", { storage: "memory", hasMade: true }],
  [null, { storage: "memory" }],
  [null, { storage: "memory", hasMade: true, isStorageBack: true }], // it is kept first
  [null, { storage: "memory", hasMade: true, engineStatus: "lost" }],
  [null, { hasMade: true }],
  ["unwritten", { unwritten: ["project", "run"] }],
  ["unwritten", { unwritten: ["film"] }],
  [null, { unwritten: ["project", "photo", "result", "settings"] }], // the page has them
] as const)("an engine that is replaced loses %s of %j", (risk, state) => {
  useAppStore.setState(state as never);
  expect(lostWithEngine(useAppStore.getState())).toBe(risk);
});
