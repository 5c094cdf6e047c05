/** In which order edits reach the engine. */
import { beforeEach, expect, it, vi } from "vitest";
import { eventually } from "../lib/testing/eventually.ts";
import type { Project } from "../protocol/project.ts";
import { renameProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { editedProjects, unmarkEdited } from "./edited.ts";
import { undoEdit } from "./histories.ts";
import { saveNow } from "./persistence.ts";
import { addProject, deleteProject, editProjectById } from "./projects.ts";
import { noteStored } from "./tabs/storedProjects.ts";

const engine = vi.hoisted(() => ({
  asked: [] as string[],
  isFull: false,
  whileSaving: () => {},
  async saveProject({ name }: Project, base: number | null) {
    engine.asked.push(`save ${name} over ${base}`);
    engine.whileSaving();
    return (base ?? 0) + 1;
  },
  async deleteProject(projectId: string, base: number) {
    engine.asked.push(`delete ${projectId} ${base}`);
    if (engine.isFull) throw Object.assign(new Error(), { name: "StorageFull" });
  },
}));
vi.mock("./workers.ts", () => ({
  askEngine: async (ask: (api: unknown) => unknown) => ask(engine),
}));

const stored: Project = { ...projectOf(1), name: "before", revision: 4 };
const rename = (name: string) => editProjectById("p", (project) => renameProject(project, name));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  for (const id of editedProjects()) unmarkEdited(id);
  noteStored(stored);
  useAppStore.setState({
    projects: [stored],
    activeProjectId: "p",
    readOnly: {},
    saved: "saved",
  });
  Object.assign(engine, { asked: [], isFull: false, whileSaving: () => undefined });
});

it("stores what was edited a moment before a project is deleted, so that the bin has it", async () => {
  rename("imported");
  deleteProject("p");
  await saveNow();
  expect(engine.asked).toEqual(["save imported over 4", "delete p 5"]);
  expect([editedProjects(), useAppStore.getState().saved]).toEqual([[], "saved"]);
});

it("stores it once, however often the deletion is tried", async () => {
  rename("imported");
  deleteProject("p");
  engine.isFull = true;
  await saveNow();
  engine.isFull = false;
  await saveNow();
  expect(engine.asked).toEqual(["save imported over 4", "delete p 5", "delete p 5"]);
});

it("only deletes what was saved before", async () => {
  rename("saved");
  await saveNow();
  deleteProject("p");
  await saveNow();
  expect(engine.asked).toEqual(["save saved over 4", "delete p 5"]);
});

it("stores a project whose deletion is taken back, and one that was never stored before it goes", async () => {
  deleteProject("p");
  undoEdit();
  addProject({ ...stored, id: "new", name: "new" });
  deleteProject("new");
  await saveNow();
  expect(engine.asked).toEqual(["save before over 4", "save new over null", "delete new 1"]);
});

it("stores a project again that became another while it was written, though nobody edited it", async () => {
  rename("first");
  engine.whileSaving = () => {
    engine.whileSaving = () => undefined;
    const [project] = useAppStore.getState().projects;
    useAppStore.setState({ projects: [{ ...(project as Project), name: "second" }] });
  };
  await saveNow();
  expect(useAppStore.getState().saved).toBe("saving");
  await vi.advanceTimersByTimeAsync(1000);
  await eventually(() => expect(useAppStore.getState().saved).toBe("saved"));
  expect(engine.asked).toEqual(["save first over 4", "save second over 5"]);
});
