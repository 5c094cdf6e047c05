/** What may not be edited is not edited, by whichever verb. */
import { beforeEach, expect, it } from "vitest";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { deleteClass, movePhotosTo } from "./classes.ts";
import { deleteProject, renameProjectTo } from "./projects.ts";

const project = projectOf(2, 2);

beforeEach(() => {
  useAppStore.setState({
    projects: [project],
    activeProjectId: project.id,
    readOnly: {},
    notices: [],
  });
});

const acts = {
  rename: () => renameProjectTo(project.id, "Other"),
  deleteClass: () => deleteClass("c0"),
  move: () => movePhotosTo(new Set([project.classes[0]?.photos[0]?.id ?? ""]), "c1"),
  delete: () => deleteProject(project.id),
};

it.each(Object.entries(acts))("%s changes a project that may be edited", (_, act) => {
  act();
  expect(useAppStore.getState().projects).not.toEqual([project]);
});

it.each(Object.entries(acts))("%s leaves a read-only project alone, and says why", (_, act) => {
  useAppStore.setState({ readOnly: { [project.id]: "otherTab" } });
  act();
  const { projects, notices } = useAppStore.getState();
  expect(projects).toEqual([project]);
  expect(notices.map(({ message }) => message)).toEqual(["notice.readOnly.otherTab"]);
});

it("gives no project the name of another", () => {
  useAppStore.setState({ projects: [project, { ...project, id: "other", name: "Walls" }] });
  const names = () => useAppStore.getState().projects.map(({ name }) => name);
  renameProjectTo(project.id, "Walls");
  expect(names()).toEqual(["Walls 2", "Walls"]);
  renameProjectTo(project.id, "Walls 2"); // its own
  expect(names()).toEqual(["Walls 2", "Walls"]);
});
