import { beforeEach, expect, it } from "vitest";
import { useAppStore } from "../../state/store.ts";
import { projectOf } from "../../state/testing/projectOf.ts";
import { forgetAside, keepAsCopy, keepAside } from "./copies.ts";

const project = { ...projectOf(1), revision: 4 };
const aside = () => useAppStore.getState().setAside;

beforeEach(() => {
  useAppStore.setState({ projects: [project], activeProjectId: project.id, setAside: [] });
});

it("holds on to what was set aside before when it happens to a project again", () => {
  keepAside({ ...project, name: "First" });
  keepAside({ ...project, name: "Second" });
  keepAside({ ...project, name: "Second", revision: 5 });
  expect(aside().map(({ name }) => name)).toEqual(["First", "Second"]);
  expect(new Set([project, ...aside()].map(({ id }) => id)).size).toBe(3);
});

it("becomes a project of its own, in view, or is given up", () => {
  keepAside({ ...project, name: "First" });
  keepAside({ ...project, name: "Second" });
  const [first, second] = aside();
  keepAsCopy(first?.id ?? "", "First (copy)");
  forgetAside(second?.id ?? "");
  const { projects, activeProjectId } = useAppStore.getState();
  expect(projects.map(({ name }) => name)).toEqual(["p", "First (copy)"]);
  expect(activeProjectId).toBe(projects[1]?.id);
  expect(projects[1]).not.toHaveProperty("revision");
  expect(aside()).toEqual([]);
});
