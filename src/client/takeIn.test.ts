/** An import whose project another tab takes over meanwhile: nothing of it is lost, and nothing is there twice. */
import { beforeEach, expect, it, vi } from "vitest";
import type { Intake } from "../protocol/importing.ts";
import type { Project } from "../protocol/project.ts";
import type { StoredProject } from "../protocol/storage.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { adoptIntakes } from "./adoption.ts";
import { giveUpProject } from "./persistence.ts";
import { keepAsCopy } from "./tabs/copies.ts";
import { noteStored } from "./tabs/storedProjects.ts";
import { finishWhenSaved, takeIn } from "./takeIn.ts";

const engine = vi.hoisted(() => ({
  waiveProject: async () => undefined,
  finishImport: vi.fn(async (_importId: string) => {}),
  findProject: vi.fn<() => Promise<StoredProject>>(),
}));
vi.mock("./workers.ts", () => ({
  askEngine: (ask: (api: unknown) => unknown) => Promise.resolve(ask(engine)),
}));

const stored: Project = { ...projectOf(1), revision: 4 };
const photos = ["x", "y"].map((id, at) => ({
  photo: {
    id,
    name: `${id}.png`,
    source: { kind: "stored", hash: `${at}`.repeat(64) } as const,
    width: 9,
    height: 9,
  },
  folder: "moss",
}));
const target = { projectId: stored.id, projectName: "p", looseName: "Photos" };
const intake: Intake = { version: 1, importId: "i", target, total: 2, photos };
const imported = () =>
  useAppStore
    .getState()
    .projects.map(({ classes }) =>
      classes.flatMap((entry) => (entry.name === "moss" ? entry.photos.map(({ id }) => id) : [])),
    );

beforeEach(() => {
  useAppStore.setState({ saved: "saved" }); // whoever waits for it from before
  vi.clearAllMocks();
  engine.findProject.mockResolvedValue({ kind: "readable", project: stored, isNewer: false });
  noteStored(stored);
  useAppStore.setState({
    projects: [stored],
    activeProjectId: stored.id,
    readOnly: {},
    setAside: [],
    notices: [],
    saved: "saved",
  });
});

it("is forgotten once its project is saved with it", () => {
  takeIn(photos, target);
  finishWhenSaved("i", photos);
  expect(engine.finishImport).not.toHaveBeenCalled();
  useAppStore.setState({ saved: "saved" });
  expect(engine.finishImport.mock.calls).toEqual([["i"]]);
});

it("waits where the project was taken by force before it was saved, and is taken in by who has it then", async () => {
  takeIn(photos, target);
  finishWhenSaved("i", photos);
  await giveUpProject(stored.id); // another tab has it now
  expect(useAppStore.getState().saved).toBe("saved");
  expect(engine.finishImport).not.toHaveBeenCalled();
  expect(imported()).toEqual([[]]);

  keepAsCopy(useAppStore.getState().setAside[0]?.id ?? "", "Mine");
  expect(imported()).toEqual([[], ["x", "y"]]);

  adoptIntakes([intake]); // at the next start
  adoptIntakes([intake]);
  expect(imported()).toEqual([
    ["x", "y"],
    ["x", "y"],
  ]);
});

it("waits as a whole where it ends after the project was taken", () => {
  useAppStore.setState({ readOnly: { [stored.id]: "otherTab" } });
  expect(takeIn(photos, target)).toBeNull();
  adoptIntakes([intake]);
  expect([imported(), engine.finishImport.mock.calls]).toEqual([[[]], []]);
  useAppStore.setState({ readOnly: {} });
  adoptIntakes([intake]);
  expect(imported()).toEqual([["x", "y"]]);
});
