/** What becomes of an edit where storage holds another version than this tab knows. */
import { beforeEach, expect, it, vi } from "vitest";
import type { Documents } from "../data/documents.ts";
import { documentsOver } from "../data/testing/documentsOver.ts";
import { fakeLocks } from "../lib/testing/fakeLocks.ts";
import type { Project } from "../protocol/project.ts";
import { renameProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { editedProjects, unmarkEdited } from "./edited.ts";
import { saveNow } from "./persistence.ts";
import { editProjectById } from "./projects.ts";
import { myProjects, startHolding } from "./tabs/myProjects.ts";
import { knownRevision, noteStored } from "./tabs/storedProjects.ts";

const engine = vi.hoisted(() => ({
  documents: undefined as Documents | undefined,
  /** Of projects of which nothing waits any more, their ids. */
  waived: [] as string[],
  /** Writes, but whoever asked does not hear of it. */
  isMute: false,
}));
vi.mock("./workers.ts", () => {
  const api = {
    findProject: (id: string) => engine.documents?.findProject(id),
    async saveProject(project: Project, base: number | null) {
      const revision = await engine.documents?.saveProject(project, base);
      if (engine.isMute) throw Object.assign(new Error(), { name: "WorkerLost" });
      return revision;
    },
    waiveProject: async (id: string) => void engine.waived.push(id),
  };
  return { askEngine: async (ask: (given: typeof api) => unknown) => ask(api) };
});

const project: Project = { ...projectOf(1), name: "first" };
const events = { onLost: () => undefined, onChange: () => undefined };

let documents: Documents;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  for (const id of editedProjects()) unmarkEdited(id);
  startHolding(null, events);
  documents = documentsOver();
  Object.assign(engine, { documents, isMute: false, waived: [] });
  const stored = { ...project, revision: await documents.saveProject(project, null) };
  noteStored(stored);
  useAppStore.setState({
    projects: [stored],
    activeProjectId: "p",
    storage: "kept",
    saved: "saved",
    readOnly: {},
    setAside: [],
    notices: [],
  });
});

const rename = (name: string) => editProjectById("p", (before) => renameProject(before, name));
const storedName = async () => (await documents.loadProject("p"))?.name ?? null;
const names = (projects: readonly Project[]) => projects.map(({ name }) => name);

/** What storage, this tab and what it set aside have of the project in the end. */
async function outcome() {
  const { projects, setAside, saved } = useAppStore.getState();
  const [shown, aside] = [names(projects), names(setAside)];
  return { stored: await storedName(), shown, aside, saved };
}

/** It is stored under this name, and this tab does not know. */
async function writeUnanswered(name: string): Promise<void> {
  rename(name);
  engine.isMute = true;
  await saveNow();
  engine.isMute = false;
  expect([await storedName(), useAppStore.getState().saved]).toEqual([name, "failed"]);
}

/** Another tab takes what is stored, and saves it under this name. */
async function saveElsewhere(name: string): Promise<void> {
  const before = (await documents.loadProject("p")) as Project;
  await documents.saveProject({ ...before, name }, before.revision ?? 0);
}

it("goes over a write of its own that was not answered", async () => {
  await writeUnanswered("second");
  rename("third");
  await saveNow();
  expect(await outcome()).toEqual({
    stored: "third",
    shown: ["third"],
    aside: [],
    saved: "saved",
  });
  expect(knownRevision("p")).toBe(3);
});

it("gives way to another tab's, also where that was made to a write that was not answered", async () => {
  await writeUnanswered("second");
  await saveElsewhere("theirs");
  rename("third");
  await saveNow();
  expect(await outcome()).toEqual({
    stored: "theirs",
    shown: ["theirs"],
    aside: ["third"],
    saved: "saved",
  });
  expect(engine.waived).toEqual(["p"]); // what could not be written is in trouble no more
});

it("is set aside where another tab saved the project first, and the next edit goes over that", async () => {
  await saveElsewhere("theirs");
  rename("mine");
  await saveNow();
  expect(await outcome()).toEqual({
    stored: "theirs",
    shown: ["theirs"],
    aside: ["mine"],
    saved: "saved",
  });
  rename("both");
  await saveNow();
  expect(await outcome()).toMatchObject({ stored: "both", aside: ["mine"] });
});

it("does not revive a project that another tab deleted", async () => {
  await documents.deleteProject("p", 1);
  rename("mine");
  await saveNow();
  expect(await outcome()).toEqual({ stored: null, shown: [], aside: ["mine"], saved: "saved" });
  expect(useAppStore.getState().notices).toMatchObject([{ message: "notice.deletedElsewhere" }]);
});

it("writes a project anew that nobody else can have deleted: its storage was cleared", async () => {
  startHolding(fakeLocks(), events);
  await myProjects().claim("p");
  await documents.deleteProject("p", 1);
  rename("mine");
  await saveNow();
  expect(await outcome()).toEqual({ stored: "mine", shown: ["mine"], aside: [], saved: "saved" });
});
