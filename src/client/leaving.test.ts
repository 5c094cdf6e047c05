import { beforeEach, expect, it, vi } from "vitest";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { takeUpEdits, watchLeaving } from "./leaving.ts";
import { forgetAside, keepAside } from "./tabs/copies.ts";

const kept = vi.hoisted(() => {
  const entries = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    get length() {
      return entries.size;
    },
    key: (index: number) => [...entries.keys()][index] ?? null,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  });
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("document", { addEventListener: () => undefined });
  return entries;
});

const project = { ...projectOf(1), revision: 4 };
const names = () => useAppStore.getState().projects.map(({ name }) => name);

beforeEach(() => {
  kept.clear();
  useAppStore.setState({ projects: [], setAside: [], storage: "kept", saved: "saved" });
});

it("leaves the edits of an earlier page for a session that sees its project", () => {
  const edit = { project: { ...project, name: "Typed last" }, base: 4 };
  kept.set("latent-loom.unsaved.earlier", JSON.stringify([edit]));
  useAppStore.setState({ storage: "memory" }); // the database did not open in time
  takeUpEdits([], []);
  expect(names()).toEqual([]);
  useAppStore.setState({ storage: "kept", projects: [project] });
  takeUpEdits([project], []);
  expect(names()).toEqual(["Typed last"]);
  expect(kept.size).toBe(0);
});

it("keeps what is set aside for the next page, whatever is saved, until it is given up", () => {
  watchLeaving();
  keepAside({ ...project, name: "Mine" });
  useAppStore.setState({ saved: "saving" });
  useAppStore.setState({ saved: "saved" });
  expect([...kept.values()].join()).toContain("Mine");
  forgetAside(useAppStore.getState().setAside[0]?.id ?? "");
  expect(kept.size).toBe(0);
});
