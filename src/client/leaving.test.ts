import { beforeEach, expect, it, vi } from "vitest";
import { storedRun } from "../data/testing/documentsOf.ts";
import { type Run, runOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { editedProjects, markEdited, unmarkEdited } from "./edited.ts";
import { receive } from "./events.ts";
import { noteKept, takeUpEdits, watchLeaving } from "./leaving.ts";
import { forgetAside, keepAside } from "./tabs/copies.ts";

const kept = vi.hoisted(() => {
  const entries = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    get length() {
      return entries.size;
    },
    key: (index: number) => [...entries.keys()][index] ?? null,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  });
  return entries;
});

const page = vi.hoisted(() => {
  const listeners = new Map<string, ((event: unknown) => void)[]>();
  const addEventListener = (type: string, listener: (event: unknown) => void) =>
    void listeners.set(type, [...(listeners.get(type) ?? []), listener]);
  const document = { addEventListener, visibilityState: "visible" };
  vi.stubGlobal("addEventListener", addEventListener);
  vi.stubGlobal("document", document);
  vi.stubGlobal("HTMLElement", class {});
  const saveNow = vi.fn(async () => undefined);
  return { listeners, document, saveNow };
});
vi.mock("./workers.ts", () => ({
  askEngine: async (ask: (engine: unknown) => unknown) => ask({ saveNow: page.saveNow }),
}));

/** @returns whether the browser asks before the page is left */
function happens(type: string): boolean {
  const preventDefault = vi.fn();
  for (const listener of page.listeners.get(type) ?? []) listener({ preventDefault });
  return preventDefault.mock.calls.length > 0;
}

const project = { ...projectOf(1), revision: 4 };
const names = () => useAppStore.getState().projects.map(({ name }) => name);

beforeEach(() => {
  kept.clear();
  page.listeners.clear();
  page.document.visibilityState = "visible";
  page.saveNow.mockClear();
  noteKept();
  for (const id of editedProjects()) unmarkEdited(id);
  useAppStore.setState({
    projects: [],
    setAside: [],
    storage: "kept",
    saved: "saved",
    works: [],
    runs: [],
    hasMade: false,
    unwritten: [],
    unstoredImages: 0,
  });
});

it("leaves the edits of an earlier page for a session that sees its project", () => {
  const edit = { project: { ...project, name: "Typed last" }, base: 4 };
  kept.set("latent-loom.unsaved.earlier", JSON.stringify([edit]));
  useAppStore.setState({ storage: "memory" }); // the database did not open in time
  takeUpEdits([], []);
  expect(names()).toEqual([]);
  useAppStore.setState({ storage: "kept", projects: [project] });
  takeUpEdits([project], []);
  expect(names()).toEqual(["Typed last"]);
  expect([...kept.keys()]).not.toContain("latent-loom.unsaved.earlier");
  expect([...kept.values()].join()).toContain("Typed last"); // this page's until it is saved
  unmarkEdited(project.id);
  watchLeaving();
  happens("pagehide");
  expect(kept.size).toBe(0);
});

it("does not keep as its own what an earlier page had saved after all", () => {
  kept.set("latent-loom.unsaved.earlier", JSON.stringify([{ project, base: 3 }]));
  takeUpEdits([project], []);
  expect(kept.size).toBe(0);
});

it("keeps what is set aside for the next page, whatever is saved, until it is given up", () => {
  watchLeaving();
  keepAside({ ...project, name: "Mine" });
  useAppStore.setState({ saved: "saving" });
  useAppStore.setState({ saved: "saved" });
  expect([...kept.values()].join()).toContain("Mine");
  forgetAside(useAppStore.getState().setAside[0]?.id ?? "");
  expect(kept.size).toBe(0);
});

it("asks before a page is left that imports, or whose edit finds no place, and no other", () => {
  watchLeaving();
  useAppStore.setState({ projects: [project] });
  expect(happens("beforeunload")).toBe(false);
  markEdited(project.id);
  expect(happens("beforeunload")).toBe(false); // the next page makes it again
  expect([...kept.values()].join()).toContain(project.id);
  const full = vi.spyOn(localStorage, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(happens("beforeunload")).toBe(true);
  full.mockRestore();
  unmarkEdited(project.id);
  useAppStore.setState({ works: [{ title: { kind: "import" } }] as never });
  expect(happens("beforeunload")).toBe(true);
});

it("asks before a session in memory is left that made something, until it is kept", () => {
  watchLeaving();
  useAppStore.setState({ storage: "memory", projects: [project] });
  useAppStore.temporal.getState().clear();
  expect(happens("beforeunload")).toBe(false); // nothing was made yet
  markEdited(project.id);
  unmarkEdited(project.id); // written, in memory
  useAppStore.temporal.getState().clear(); // as where photos of its moments are gone
  expect(happens("beforeunload")).toBe(true);
  noteKept();
  expect(happens("beforeunload")).toBe(false);
  useAppStore.setState({ runs: [runOf(storedRun("r", []))] });
  receive({ type: "runState", runId: "r", state: "training" });
  receive({ type: "runState", runId: "r", state: "finished" }); // its weights go with the page
  expect(happens("beforeunload")).toBe(true);
});

it.each([
  [false, "nothing was made", {}],
  [false, "all is kept", { storage: "kept", hasMade: true }],
  [true, "an edit or a training", { hasMade: true }],
  [false, "a model that was there", { runs: [runOf(storedRun("r", []))] }],
  [true, "a run's newest state on a full disk", { storage: "kept", unwritten: ["project", "run"] }],
  [true, "a result on a full disk", { storage: "kept", unwritten: ["result"] }],
  [true, "an image to inspect that is not stored yet", { storage: "kept", unstoredImages: 2 }],
  [false, "a photo that found no room", { storage: "kept", unwritten: ["photo"] }],
] as const)("asks %s before a page is left in memory, or as stated: %s", (isAsked, _, state) => {
  watchLeaving();
  useAppStore.setState({ storage: "memory", ...state } as never);
  expect(happens("beforeunload")).toBe(isAsked);
});

it("keeps a run that trains when the page is frozen or out of sight", () => {
  watchLeaving();
  const run: Run = { ...runOf(storedRun("r", [])), state: "training" };
  const hide = () => {
    page.document.visibilityState = "hidden";
    happens("visibilitychange");
  };
  hide();
  happens("freeze");
  expect(page.saveNow).not.toHaveBeenCalled(); // nothing trains
  useAppStore.setState({ runs: [run] });
  page.document.visibilityState = "visible";
  happens("visibilitychange");
  expect(page.saveNow).not.toHaveBeenCalled();
  hide();
  expect(page.saveNow).toHaveBeenCalledTimes(1);
  happens("freeze");
  expect(page.saveNow).toHaveBeenCalledTimes(2);
});
