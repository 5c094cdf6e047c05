/** Where the page puts what comes back from the bin. */
import type { Remote } from "comlink";
import { beforeEach, expect, it, vi } from "vitest";
import type { EngineApi } from "../protocol/engine.ts";
import type { Project } from "../protocol/project.ts";
import type { BinItem, Binned } from "../protocol/storage.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { bringBack } from "./bin.ts";
import { deleteProject } from "./projects.ts";
import { askEngine } from "./workers.ts";

vi.mock("./workers.ts", () => ({ askEngine: vi.fn() }));

/** Of a project that is deleted; its classes lie in the bin by their id. */
let gone: Project;
let turn = 0;

beforeEach(() => {
  turn += 1;
  gone = { ...projectOf(2, 3), id: `gone ${turn}`, name: "Walls" };
  const binned = (id: string): Promise<Binned> => {
    if (id === gone.id) return Promise.resolve({ kind: "project", project: gone });
    const place = gone.classes.findIndex((entry) => entry.id === id);
    const entry = gone.classes[place];
    if (!entry) throw new Error("no such class");
    const from = { projectId: gone.id, projectName: gone.name };
    return Promise.resolve({ kind: "class", ...from, entry, place });
  };
  const engine = { binned } as unknown as Remote<EngineApi>;
  vi.mocked(askEngine).mockImplementation((call) => call(engine));
  useAppStore.setState({
    projects: [{ ...projectOf(1), id: "other" }],
    activeProjectId: "other",
    notices: [],
  });
});

const back = (id: string) => bringBack({ id, name: id } as BinItem);
const projects = () => useAppStore.getState().projects;
const instead = () => projects().find(({ name }) => name === "Walls");

it("brings all that was of one deleted project into one project in its place, and opens it", async () => {
  await back("c0");
  await back("c1");
  await back("c1");
  expect(projects()).toHaveLength(2);
  const project = instead();
  expect(project?.id).not.toBe(gone.id);
  expect(project?.classes).toEqual(gone.classes);
  expect(useAppStore.getState().activeProjectId).toBe(project?.id);
});

it("makes another one where that is deleted as well", async () => {
  await back("c0");
  deleteProject(instead()?.id ?? "");
  await back("c1");
  expect(instead()?.classes).toEqual([gone.classes[1]]);
});

it("brings it where it was, and opens nothing, where its project is there", async () => {
  useAppStore.setState(({ projects: before }) => ({
    projects: [...before, { ...gone, classes: [] }],
  }));
  await back("c1");
  expect(instead()).toEqual({ ...gone, classes: [gone.classes[1]] });
  expect(useAppStore.getState().activeProjectId).toBe("other");
});

it("brings a project back under a name of its own", async () => {
  useAppStore.setState({ projects: [{ ...projectOf(1), id: "new", name: "Walls" }] });
  await back(gone.id);
  expect(projects().map(({ id, name }) => [id, name])).toEqual([
    ["new", "Walls"],
    [gone.id, "Walls 2"],
  ]);
});
