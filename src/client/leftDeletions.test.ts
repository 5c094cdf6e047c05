/** A project that was deleted a moment before its page was left, and the next page. */
import { beforeEach, expect, it, vi } from "vitest";
import type { Project } from "../protocol/project.ts";
import { renameProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { editedProjects, unmarkEdited } from "./edited.ts";
import { takeUpEdits } from "./leaving.ts";
import { unsavedEdits } from "./persistence.ts";
import { deleteProject, editProjectById } from "./projects.ts";
import { noteStored } from "./tabs/storedProjects.ts";
import { UnsavedEdits } from "./unsaved.ts";

const storage = vi.hoisted(() => {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
});
vi.mock("../state/pageStorage.ts", () => ({ pageStorage: storage }));
vi.mock("./workers.ts", () => ({ askEngine: () => new Promise(() => {}) })); // nothing is written in time

const stored: Project[] = ["a", "b"].map((id) => ({ ...projectOf(1), id, name: id, revision: 2 }));
const names = () => useAppStore.getState().projects.map(({ name }) => name);

/** A page that has loaded what is stored. */
function open(projects: readonly Project[]) {
  for (const id of editedProjects()) unmarkEdited(id);
  for (const project of projects) noteStored(project);
  useAppStore.setState({
    projects,
    activeProjectId: "a",
    readOnly: {},
    notices: [],
    setAside: [],
    storage: "kept",
  });
}

const leave = () => expect(new UnsavedEdits(storage, "earlier").keep(unsavedEdits())).toBe(true);

beforeEach(() => open(stored));

it("deletes a project that was deleted a moment before, and offers to take that back", () => {
  deleteProject("a");
  editProjectById("b", (project) => renameProject(project, "renamed"));
  leave();
  open(stored);
  takeUpEdits(stored, []);
  expect(names()).toEqual(["renamed"]);
  expect([...editedProjects()].sort()).toEqual(["a", "b"]); // both are saved now
  expect(useAppStore.getState().notices).toMatchObject([
    { message: "notice.projectDeleted", values: { name: "a" }, undo: true },
  ]);
  expect(unsavedEdits()).toContainEqual({ deletedId: "a", base: 2 });
});

it.each([
  [
    "that another tab has changed since",
    [{ ...stored[0], revision: 3 } as Project, stored[1] as Project],
  ],
  ["that is gone already", [stored[1] as Project]],
])("does not delete a project %s", (_, now) => {
  deleteProject("a");
  leave();
  open(now);
  takeUpEdits(now, []);
  expect(names()).toEqual(now.map(({ name }) => name));
  expect(editedProjects()).toEqual([]);
});

it("leaves a deleted project alone that another tab edits, and says so", () => {
  deleteProject("a");
  leave();
  open(stored);
  useAppStore.setState({ readOnly: { a: "otherTab" } });
  takeUpEdits(stored, []);
  expect(names()).toEqual(["a", "b"]);
  expect(useAppStore.getState().notices).toMatchObject([{ message: "notice.readOnly.otherTab" }]);
});
