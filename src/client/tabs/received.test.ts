/** Undo is of one's own edits, whatever other tabs did meanwhile. */
import { beforeEach, expect, it } from "vitest";
import { renameProject } from "../../state/project.ts";
import { useAppStore } from "../../state/store.ts";
import { projectOf } from "../../state/testing/projectOf.ts";
import { redo, undo } from "../histories.ts";
import { deleteProject, editProjectById } from "../projects.ts";
import { hideProject, settleHistory, showProject } from "./received.ts";

const [ours, theirs, other] = ["ours", "theirs", "other"].map((id) => ({
  ...projectOf(1),
  id,
  name: id,
})) as [ReturnType<typeof projectOf>, ReturnType<typeof projectOf>, ReturnType<typeof projectOf>];
const names = () => useAppStore.getState().projects.map(({ name }) => name);
const rename = (id: string, name: string) =>
  editProjectById(id, (project) => renameProject(project, name));

beforeEach(() => {
  useAppStore.setState({ projects: [ours, theirs], activeProjectId: "ours", readOnly: {} });
  useAppStore.temporal.getState().clear();
});

it("keeps what another tab did when one's own edits are undone and done again", () => {
  rename("ours", "1");
  showProject(renameProject(theirs, "changed"));
  rename("ours", "2");
  showProject(other);
  undo();
  undo();
  expect(names()).toEqual(["ours", "changed", "other"]);
  redo();
  redo();
  expect(names()).toEqual(["2", "changed", "other"]);
});

it("does not bring back what another tab deleted", () => {
  rename("theirs", "1");
  rename("ours", "2");
  hideProject("theirs");
  undo();
  undo();
  expect(names()).toEqual(["ours"]);
});

it("brings back what this tab deleted", () => {
  deleteProject("theirs");
  showProject(other);
  undo();
  expect(names()).toEqual(["ours", "theirs", "other"]);
});

it("forgets edits of a project that another tab has taken over, and no others", () => {
  rename("theirs", "1");
  rename("ours", "2");
  rename("theirs", "3");
  settleHistory("theirs");
  undo();
  expect(names()).toEqual(["ours", "3"]);
  undo();
  expect(names()).toEqual(["ours", "3"]);
});
