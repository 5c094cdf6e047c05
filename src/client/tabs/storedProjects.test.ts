import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Project } from "../../protocol/project.ts";
import type { StoredProject } from "../../protocol/storage.ts";
import { useAppStore } from "../../state/store.ts";
import { projectOf } from "../../state/testing/projectOf.ts";
import { editedProjects, markEdited, unmarkEdited } from "../edited.ts";
import { catchUp, giveWay, knownRevision, noteStored, writeOurs } from "./storedProjects.ts";

const findProject = vi.hoisted(() => vi.fn<() => Promise<StoredProject>>());
vi.mock("../workers.ts", () => ({
  askEngine: (ask: (engine: unknown) => unknown) => Promise.resolve(ask({ findProject })),
}));

const named = (id: string, revision?: number): Project => ({
  ...projectOf(1),
  id,
  ...(revision !== undefined && { revision }),
});

beforeEach(() => {
  for (const id of editedProjects()) unmarkEdited(id);
  useAppStore.setState({ readOnly: {}, notices: [], unreadable: [], setAside: [] });
});

it("writes what this tab has over the memory of a new engine", () => {
  const ours = [named("sample", 5), named("own", 2)];
  for (const project of ours) noteStored(project);
  useAppStore.setState({ projects: ours });
  writeOurs([named("sample", 1)]);
  expect([knownRevision("sample"), knownRevision("own")]).toEqual([1, null]);
  expect([...editedProjects()].sort()).toEqual(["own", "sample"]);
  expect(useAppStore.getState().projects).toBe(ours);
});

const told = () => useAppStore.getState().notices.map(({ message }) => message);
const shown = () => useAppStore.getState().projects.map(({ id, name }) => `${id}: ${name}`);

/** This tab shows a project of revision 1, and another one saves it. */
function savedElsewhere(stored: StoredProject) {
  const ours = named("mine", 1);
  noteStored(ours);
  useAppStore.setState({ projects: [ours], activeProjectId: "mine" });
  findProject.mockResolvedValue(stored);
  return ours;
}

it("shows what a newer version of the app saved in another tab, read-only, and does not call it deleted", async () => {
  const project = { ...named("mine", 1), name: "theirs" }; // it may not count as this version does
  savedElsewhere({ kind: "readable", project, isNewer: true });
  await catchUp("mine", true);
  expect(shown()).toEqual(["mine: theirs"]);
  expect(useAppStore.getState().readOnly).toEqual({ mine: "newer" });
  expect(told()).toEqual([]); // a banner says so
});

it.each(["newer", "damaged"] as const)(
  "says that a project is %s where it cannot be shown",
  async (reason) => {
    const document = { kind: "project", key: "mine", name: "theirs", reason } as const;
    const ours = savedElsewhere({ kind: "unreadable", document });
    markEdited("mine");
    await catchUp("mine", true);
    expect(shown()).toEqual([]);
    expect(told()).toEqual([`notice.${reason}Elsewhere`]);
    expect(useAppStore.getState()).toMatchObject({
      unreadable: [document],
      setAside: [{ name: ours.name, classes: ours.classes }],
    });
  },
);

it("says that a project was deleted where it was", async () => {
  savedElsewhere({ kind: "none" });
  await giveWay("mine");
  expect([shown(), told()]).toEqual([[], ["notice.deletedElsewhere"]]);
});

describe("cleared storage that two tabs write anew", () => {
  async function cleared() {
    savedElsewhere({ kind: "none" });
    await catchUp("mine");
    expect([editedProjects(), knownRevision("mine")]).toEqual([["mine"], null]);
  }
  const isLeftAsItIs = () => {
    expect([editedProjects(), shown(), told()]).toEqual([[], ["mine: p"], []]);
    expect(useAppStore.getState().setAside).toEqual([]);
  };

  it("sets nothing aside where the other tab wrote the same", async () => {
    await cleared();
    findProject.mockResolvedValue({
      kind: "readable",
      project: named("mine", 1),
      isNewer: false,
    });
    await catchUp("mine", true);
    isLeftAsItIs();
    expect(knownRevision("mine")).toBe(1);
  });

  it("waits for the other tab where that has not written it yet", async () => {
    await cleared();
    await giveWay("mine");
    isLeftAsItIs();
  });

  it("sets aside what was edited meanwhile", async () => {
    await cleared();
    useAppStore.setState({ projects: [{ ...named("mine"), name: "edited" }] });
    await giveWay("mine");
    expect(useAppStore.getState().setAside).toMatchObject([{ name: "edited" }]);
  });
});
