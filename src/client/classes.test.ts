/** Names of classes: none is blank, and no two are taken for each other. */
import { beforeEach, expect, it } from "vitest";
import { selectProject, useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { renameClassTo } from "./classes.ts";

const names = () => selectProject(useAppStore.getState())?.classes.map(({ name }) => name);

beforeEach(() => {
  const project = projectOf(1, 1);
  useAppStore.setState({ projects: [project], activeProjectId: project.id, readOnly: {} });
});

it("renames to what shows of a name", () => {
  expect(renameClassTo("c0", "  wet\u200b moss ")).toBeNull();
  expect(names()).toEqual(["wet moss", "class 1"]);
});

it.each(["", " ", "\u200b", "\u202e\u2069"])("takes %j for no name", (typed) => {
  expect(renameClassTo("c0", typed)).toBeNull();
  expect(names()).toEqual(["class 0", "class 1"]);
});

it.each(["class 1", "CLASS 1", "cla\u200bss 1 "])("changes nothing where %j is taken", (typed) => {
  expect(renameClassTo("c0", typed)?.id).toBe("c1");
  expect(names()).toEqual(["class 0", "class 1"]);
});

it("lets a class change the spelling of its own name", () => {
  expect(renameClassTo("c0", "Class 0")).toBeNull();
  expect(names()).toEqual(["Class 0", "class 1"]);
});
