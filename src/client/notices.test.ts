/** How long the lines at the foot of the screen stay. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { renameProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { dismissNotice, holdNotices, notify, notifyError, releaseNotices } from "./notices.ts";
import { settleHistory, showProject } from "./tabs/received.ts";

const shown = () => useAppStore.getState().notices.map(({ message }) => message);
const say = (message: string, undo = false) =>
  notify({ tone: "info", message, ...(undo ? { undo } : {}) });

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  releaseNotices();
  vi.runAllTimers();
  vi.useRealTimers();
});

it("waits while it is looked at, and goes on with the time that it had left", () => {
  say("a");
  vi.advanceTimersByTime(6_000);
  holdNotices();
  holdNotices(); // the pointer moves on it
  say("b");
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(["a", "b"]);
  releaseNotices();
  vi.advanceTimersByTime(3_900);
  expect(shown()).toEqual(["a", "b"]);
  vi.advanceTimersByTime(200);
  expect(shown()).toEqual(["b"]);
  vi.advanceTimersByTime(6_000);
  expect(shown()).toEqual([]);
});

it("does not vanish under a pointer that is just leaving", () => {
  say("a");
  vi.advanceTimersByTime(9_999);
  holdNotices();
  releaseNotices();
  vi.advanceTimersByTime(1_000);
  expect(shown()).toEqual(["a"]);
});

it("makes room by what is only to be read, and keeps every offer to undo", () => {
  say("undo", true);
  for (const message of ["a", "b", "c", "d", "e"]) say(message);
  expect(shown()).toEqual(["undo", "c", "d", "e"]);
});

it("keeps more than four where all can be undone", () => {
  for (const message of ["a", "b", "c", "d", "e"]) say(message, true);
  say("read");
  expect(shown()).toEqual(["a", "b", "c", "d", "e", "read"]);
});

it("goes with the next edit where it offers undo, also while it is looked at", () => {
  say("undo", true);
  say("a");
  holdNotices();
  useAppStore.setState({ projects: [] });
  expect(shown()).toEqual(["a"]);
  for (const { id } of useAppStore.getState().notices) dismissNotice(id);
  expect(shown()).toEqual([]);
});

it("stays with its offer of undo while only what undo does not take back changes", () => {
  const mine = { ...projectOf(1), id: "mine" };
  useAppStore.setState({ projects: [mine] });
  useAppStore.temporal.getState().clear();
  useAppStore.setState({ projects: [renameProject(mine, "Bark")] });
  say("undo", true);
  vi.advanceTimersByTime(9_000);
  showProject({ ...projectOf(1), id: "theirs" });
  expect(shown()).toEqual(["undo"]);
  vi.advanceTimersByTime(1_100);
  expect(shown()).toEqual([]);
});

it("goes where another tab takes over what it would take back", () => {
  const mine = { ...projectOf(1), id: "mine" };
  useAppStore.setState({ projects: [mine] });
  useAppStore.temporal.getState().clear();
  useAppStore.setState({ projects: [renameProject(mine, "Bark")] });
  say("undo", true);
  settleHistory("mine");
  expect(shown()).toEqual([]);
});

it("speaks of batches where a run has no memory, not where something that was asked for has none", () => {
  notifyError(Object.assign(new Error("No"), { name: "OutOfMemory" }));
  expect(shown().at(-1)).toBe("error.NoMemoryForThis");
});
