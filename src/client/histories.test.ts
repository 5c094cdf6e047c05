/** Whose work Undo takes back. */
import { beforeEach, expect, it, vi } from "vitest";
import { renameProject } from "../state/project.ts";
import type { Desk } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { canRedo, canUndo, giveHistory, redo, subscribeHistories, undo } from "./histories.ts";
import { applyEdit, editProject } from "./projects.ts";

const project = projectOf(1);
const view = (desk: Desk) => useAppStore.setState({ desk });
const rename = (name: string) => editProject((edited) => renameProject(edited, name));
const name = () => useAppStore.getState().projects[0]?.name;

beforeEach(() => {
  useAppStore.setState({ projects: [project], activeProjectId: project.id, desk: "data" });
  useAppStore.temporal.getState().clear();
});

it("takes nothing back on a desk where nothing was done", () => {
  rename("Bark");
  for (const desk of ["train", "inspect", "library"] as const) {
    view(desk);
    expect(canUndo()).toBe(false);
    undo();
    expect(name()).toBe("Bark");
  }
  view("data");
  undo();
  expect(name()).toBe(project.name);
  view("train");
  expect(canRedo()).toBe(false);
  redo();
  expect(name()).toBe(project.name);
});

it("takes back what was done on the desk itself, and no further", () => {
  rename("Bark");
  view("library");
  rename("Moss");
  expect(canUndo()).toBe(true);
  undo();
  expect(name()).toBe("Bark");
  expect([canUndo(), canRedo()]).toEqual([false, true]);
  undo();
  expect(name()).toBe("Bark");
  redo();
  expect(name()).toBe("Moss");
  view("data");
  undo();
  undo();
  expect(name()).toBe(project.name);
});

it("leaves an import that ends while another desk is in view to the Data desk", () => {
  view("train");
  applyEdit(project.id, (edited) => renameProject(edited, "Bark"));
  expect(canUndo()).toBe(false);
  view("data");
  expect(canUndo()).toBe(true);
});

it("goes by the history that a desk has of its own, and tells of it", () => {
  const told = vi.fn();
  const end = subscribeHistories(told);
  const back = vi.fn();
  const own = { canUndo: () => true, canRedo: () => false, undo: back, redo: vi.fn() };
  giveHistory("generate", { ...own, subscribe: () => () => undefined });
  rename("Bark");
  view("generate");
  expect(told).toHaveBeenCalled();
  undo();
  redo();
  end();
  expect(back).toHaveBeenCalledOnce();
  expect(own.redo).not.toHaveBeenCalled();
  expect(name()).toBe("Bark");
});
