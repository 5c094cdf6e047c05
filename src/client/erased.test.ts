/** Undo after photos were removed for good, to make room or by hand. */
import { beforeEach, expect, it } from "vitest";
import { renameProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { forgetErased } from "./erased.ts";
import { canRedo, canUndo, redo, undo } from "./histories.ts";
import { deleteProject, editProjectById } from "./projects.ts";

const hash = "a".repeat(64);
const other = { ...projectOf(1), id: "other", name: "other" };
const withPhoto = {
  ...projectOf(0),
  classes: [
    {
      id: "c",
      name: "moss",
      photos: [
        { id: "x", name: "x", source: { kind: "stored", hash } as const, width: 9, height: 9 },
      ],
    },
  ],
};
const names = () => useAppStore.getState().projects.map(({ name }) => name);
const told = () => useAppStore.getState().notices.map(({ message }) => message);
const rename = (name: string) =>
  editProjectById("other", (project) => renameProject(project, name));

beforeEach(() => {
  useAppStore.setState({
    projects: [other, withPhoto],
    activeProjectId: "other",
    desk: "data",
    readOnly: {},
    notices: [],
  });
  useAppStore.temporal.getState().clear();
});

it("leads to nothing that would lack its photos, and says so", () => {
  rename("before");
  deleteProject("p");
  expect(told()).toEqual(["notice.projectDeleted"]);
  forgetErased([hash]);
  expect(told()).toEqual(["notice.undoShortened"]); // no button that takes back something else
  expect(canUndo()).toBe(false);
  rename("after");
  undo();
  undo();
  expect(names()).toEqual(["before"]);
});

it("does not do again what would lack its photos", () => {
  useAppStore.setState({ projects: [other] });
  useAppStore.temporal.getState().clear();
  useAppStore.setState({ projects: [other, withPhoto] });
  undo();
  expect(canRedo()).toBe(true);
  forgetErased([hash]);
  expect(canRedo()).toBe(false);
  redo();
  expect(names()).toEqual(["other"]);
});

it("leaves a history that does not need them", () => {
  rename("renamed");
  forgetErased(["b".repeat(64)]);
  expect(told()).toEqual([]);
  undo();
  expect(names()).toEqual(["other", "p"]);
});
