/** What an import had read when its engine or its page died. */
import { beforeEach, expect, it } from "vitest";
import type { Intake } from "../protocol/importing.ts";
import { photoCount } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { adoptIntakes } from "./adoption.ts";

const project = projectOf(1);
const imported = (id: string, folder = "") => ({
  photo: {
    id,
    name: `${id}.png`,
    source: { kind: "stored", hash: "a".repeat(64) } as const,
    width: 9,
    height: 9,
  },
  folder,
});
const intake: Intake = {
  version: 1,
  importId: "i",
  target: { projectId: project.id, projectName: "New", classId: "c0", looseName: "Photos" },
  total: 5,
  photos: [imported("x"), imported("y", "moss")],
};

const names = () =>
  useAppStore
    .getState()
    .projects.map(({ classes }) =>
      classes.map(({ name, photos }) => `${name}: ${photos.map(({ id }) => id).join(" ")}`),
    );

beforeEach(() => {
  useAppStore.setState({ projects: [project], readOnly: {}, notices: [], saved: "saved" });
});

it("takes in what was read, where it was meant to go, and says how much that is", () => {
  adoptIntakes([intake]);
  expect(names()).toEqual([["class 0: 0-0 x", "moss: y"]]);
  expect(useAppStore.getState().notices).toMatchObject([
    { message: "notice.importCutOff", values: { count: 2, total: 5 } },
  ]);
});

it("says so where nothing had been read, and makes no project for it", () => {
  useAppStore.setState({ projects: [] });
  adoptIntakes([{ ...intake, photos: [] }]);
  expect(useAppStore.getState().projects).toEqual([]);
  expect(useAppStore.getState().notices).toMatchObject([
    { message: "notice.importCutOff", values: { count: 0, total: 5 } },
  ]);
});

it("says so where all that it had read was there already", () => {
  adoptIntakes([intake]);
  const again = intake.photos.map(({ photo, folder }) => ({
    photo: { ...photo, id: `${photo.id}-again` },
    folder,
  }));
  useAppStore.setState({ notices: [] });
  adoptIntakes([{ ...intake, importId: "again", photos: again }]);
  expect(names()).toEqual([["class 0: 0-0 x", "moss: y"]]);
  expect(useAppStore.getState().notices).toMatchObject([
    { message: "notice.importCutOff", values: { count: 2, total: 5 } },
  ]);
});

it("asks for no rest where all files had been read", () => {
  adoptIntakes([{ ...intake, total: 2 }]);
  expect(useAppStore.getState().notices).toMatchObject([
    { message: "notice.importWhole", values: { count: 2 }, undo: true },
  ]);
});

it("takes in nothing twice", () => {
  adoptIntakes([intake]);
  adoptIntakes([intake]);
  expect(names()).toEqual([["class 0: 0-0 x", "moss: y"]]);
  expect(useAppStore.getState().notices).toHaveLength(1);
});

it("makes a project where the one that was meant is gone", () => {
  useAppStore.setState({ projects: [] });
  adoptIntakes([intake]);
  expect(names()).toEqual([["Photos: x", "moss: y"]]);
  expect(useAppStore.getState().projects[0]?.name).toBe("New");
});

it("leaves a project alone that another tab edits", () => {
  useAppStore.setState({ readOnly: { [project.id]: "otherTab" } });
  adoptIntakes([intake]);
  expect(useAppStore.getState().projects.map(photoCount)).toEqual([1]);
});
