/** Which run the Train desk shows, where its project is in view, is another one, or is gone. */
import { beforeEach, expect, it } from "vitest";
import { deleteProject } from "../client/projects.ts";
import { showRun } from "../client/training.ts";
import { storedRun } from "../data/testing/documentsOf.ts";
import type { RunState } from "../protocol/run.ts";
import { runOf } from "./runs.ts";
import { selectShownRun, useAppStore } from "./store.ts";
import { projectOf } from "./testing/projectOf.ts";

const runIn = (runId: string, projectId: string, state: RunState = "paused") =>
  runOf({ ...storedRun(runId, []), projectId, state });

const shownId = () => selectShownRun(useAppStore.getState())?.runId;

beforeEach(() => {
  const runs = [runIn("newer", "p"), runIn("older", "p"), runIn("stray", "gone")];
  useAppStore.setState({
    projects: [
      { ...projectOf(2), id: "p" },
      { ...projectOf(2), id: "q" },
    ],
    activeProjectId: "p",
    modelId: runs[0]?.modelId ?? "",
    activeRunIds: {},
    readOnly: {},
    runs,
  });
});

it("shows the newest of the project, or the one that was asked for", () => {
  expect(shownId()).toBe("newer");
  showRun("older");
  expect(shownId()).toBe("older");
  useAppStore.setState({ activeProjectId: "q" });
  expect(shownId()).toBeUndefined();
});

it("shows a run of a deleted project where it is asked for, with whichever project is open", () => {
  showRun("stray");
  expect(shownId()).toBe("stray");
  expect(useAppStore.getState().activeProjectId).toBe("p");
  useAppStore.setState({ projects: [], activeProjectId: null });
  expect(shownId()).toBe("stray");
});

it("keeps a run in view that trains when its project is deleted, and no other", () => {
  showRun("older");
  deleteProject("p");
  expect([useAppStore.getState().activeProjectId, shownId()]).toEqual(["q", undefined]);
  showRun("older");
  expect(shownId()).toBe("older");
});

it("keeps one that trains in view", () => {
  useAppStore.setState({ runs: [runIn("newer", "p"), runIn("older", "p", "training")] });
  showRun("older");
  deleteProject("p");
  expect(shownId()).toBe("older");
});
