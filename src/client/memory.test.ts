/** What "Keep it and reload" does, and in which order. */
import { beforeEach, expect, it, vi } from "vitest";
import type { Project } from "../protocol/project.ts";
import { renameProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { keepAndReload } from "./memory.ts";
import { editProjectById } from "./projects.ts";
import { noteStored } from "./tabs/storedProjects.ts";

const page = vi.hoisted(() => ({
  happened: [] as string[],
  isRefused: false,
  async saveProject({ name }: Project) {
    page.happened.push(`save ${name}`);
    return 1;
  },
  async keepWhatWasMade() {
    if (page.isRefused) throw Object.assign(new Error(), { name: "StorageFailed" });
    page.happened.push("keep");
  },
}));
vi.mock("./workers.ts", () => ({
  askEngine: async (ask: (api: unknown) => unknown) => ask(page),
}));
vi.stubGlobal("location", { reload: () => page.happened.push("reload") });

beforeEach(() => {
  Object.assign(page, { happened: [], isRefused: false });
  const project: Project = { ...projectOf(1), name: "before", revision: 4 };
  noteStored(project);
  useAppStore.setState({ projects: [project], notices: [], readOnly: {}, storage: "memory" });
});

it("keeps the edits of the last moment too, before it reloads", async () => {
  editProjectById("p", (project) => renameProject(project, "edited"));
  await keepAndReload();
  expect(page.happened).toEqual(["save edited", "keep", "reload"]);
});

it("does not reload where storage does not take it, and says so", async () => {
  page.isRefused = true;
  await keepAndReload();
  expect(page.happened).not.toContain("reload");
  const { notices } = useAppStore.getState();
  expect(notices.map(({ message }) => message)).toEqual(["error.StorageFailed"]);
});
