/** Undo after photos were removed for good, to make room or by hand. */
import { beforeEach, expect, it, vi } from "vitest";
import { renameProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { forgetErased, forgetMissing } from "./erased.ts";
import { canRedo, canUndo, redo, undo } from "./histories.ts";
import { deleteProject, editProjectById } from "./projects.ts";

const engine = vi.hoisted(() => ({ missingPhotos: vi.fn(async () => [] as string[]) }));
vi.mock("./workers.ts", () => ({
  askEngine: async (ask: (api: typeof engine) => unknown) => ask(engine),
}));

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
    storage: "kept",
  });
  useAppStore.temporal.getState().clear();
  engine.missingPhotos.mockReset().mockResolvedValue([]);
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

it("asks another engine for what the one before did not live to tell", async () => {
  deleteProject("p");
  engine.missingPhotos.mockResolvedValue([hash]);
  await forgetMissing();
  expect(engine.missingPhotos).toHaveBeenCalledWith([hash]);
  expect(canUndo()).toBe(false);
  expect(told()).toEqual(["notice.undoShortened"]);
});

it("asks for nothing that is in view, or where storage is out of sight", async () => {
  rename("renamed");
  await forgetMissing();
  deleteProject("p");
  useAppStore.setState({ storage: "memory" });
  await forgetMissing();
  expect(engine.missingPhotos).not.toHaveBeenCalled();
});
