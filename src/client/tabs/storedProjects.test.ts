import { beforeEach, expect, it, vi } from "vitest";
import type { Project } from "../../protocol/project.ts";
import { useAppStore } from "../../state/store.ts";
import { projectOf } from "../../state/testing/projectOf.ts";
import { editedProjects, unmarkEdited } from "../edited.ts";
import { knownRevision, noteStored, writeOurs } from "./storedProjects.ts";

vi.mock("../workers.ts", () => ({ askEngine: () => Promise.reject(new Error("not asked")) }));

const named = (id: string, revision?: number): Project => ({
  ...projectOf(1),
  id,
  ...(revision !== undefined && { revision }),
});

beforeEach(() => {
  for (const id of editedProjects()) unmarkEdited(id);
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
