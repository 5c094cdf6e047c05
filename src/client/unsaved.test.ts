import { describe, expect, it } from "vitest";
import type { Project } from "../protocol/project.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { recoveryOf, UnsavedEdits, type UnsavedProject } from "./unsaved.ts";

/** As a browser's, with room for so many characters. */
function storageOf(room = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  return {
    kept,
    room,
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > this.room) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
  };
}

const project: Project = { ...projectOf(2), revision: 3 };
const edited: Project = { ...project, name: "Meadow" };

describe("edits that a page is left with", () => {
  it("are there for the next page, once", () => {
    const storage = storageOf();
    const edit = { project: edited, base: 3 };
    expect(new UnsavedEdits(storage, "a").keep([edit])).toBe(true);
    const next = new UnsavedEdits(storage, "b");
    expect(next.take()).toEqual([edit]);
    expect(next.take()).toEqual([]);
  });

  it("of pages that were closed together are all there", () => {
    const storage = storageOf();
    for (const page of ["a", "b"]) {
      new UnsavedEdits(storage, page).keep([{ project: { ...edited, id: page }, base: null }]);
    }
    const found = new UnsavedEdits(storage, "c").take();
    const ids = found.map((edit) => ("project" in edit ? edit.project.id : null));
    expect(ids.sort()).toEqual(["a", "b"]);
  });

  it("are forgotten when they are written", () => {
    const storage = storageOf();
    const edits = new UnsavedEdits(storage, "a");
    edits.keep([{ project: edited, base: 3 }]);
    edits.clear();
    expect(storage.kept.size).toBe(0);
  });

  it("that find no room are known not to be kept", () => {
    expect(new UnsavedEdits(storageOf(10), "a").keep([{ project: edited, base: 3 }])).toBe(false);
  });

  it("are never nowhere: a page that takes them has them as its own, until it keeps what is left of them", () => {
    const storage = storageOf();
    const [early, left] = [{ ...edited, id: "early" }, edited].map((project) => ({
      project,
      base: 3,
    }));
    new UnsavedEdits(storage, "a").keep([left as UnsavedProject]);
    const next = new UnsavedEdits(storage, "b");
    next.keep([early as UnsavedProject]); // before it was loaded
    const states: string[] = [];
    const remove = storage.removeItem;
    storage.removeItem = (key) => {
      states.push([...storage.kept.keys()].join());
      remove(key);
    };
    next.take();
    expect(states).toEqual([["a", "b"].map((page) => `latent-loom.unsaved.${page}`).join()]);
    // It dies before it has made them again.
    expect(new UnsavedEdits(storage, "c").take()).toEqual([early, left]);
  });

  it("stay where they are while there is no room for them as its own, and go once they are written", () => {
    const storage = storageOf();
    const edit = { project: edited, base: 3 };
    new UnsavedEdits(storage, "a").keep([edit]);
    const next = new UnsavedEdits(storage, "b");
    storage.room = 10;
    expect(next.take()).toEqual([edit]);
    expect(new UnsavedEdits(storage, "c").take()).toEqual([edit]);
    expect(next.keep([edit])).toBe(false);
    expect(storage.kept.size).toBe(1);
    next.keep([]);
    expect(storage.kept.size).toBe(0);
  });

  it("that cannot be read, or are of a newer version, are left alone beside those that are taken", () => {
    const storage = storageOf();
    const edit = { project: edited, base: 3 };
    const newer = { project: { ...edited, version: 2 }, base: 3 };
    const odd = [1, null, { project: { id: 5 }, base: 0 }];
    storage.kept.set("latent-loom.unsaved.x", "{");
    storage.kept.set("latent-loom.unsaved.y", JSON.stringify([edit, newer, ...odd]));
    storage.kept.set("another", "[]");
    const next = new UnsavedEdits(storage, "b");
    expect(next.take()).toEqual([edit]);
    next.clear();
    expect(Object.fromEntries(storage.kept)).toEqual({
      "latent-loom.unsaved.x": "{",
      "latent-loom.unsaved.y": JSON.stringify([newer, ...odd]),
      another: "[]",
    });
  });
});

describe("an edit that was left", () => {
  const edit = { project: edited, base: 3 };
  it.each([
    ["again", edit, project],
    ["again", { project: edited, base: 0 }, { ...project, revision: undefined }],
    ["again", { project: edited, base: null }, undefined],
    ["written", edit, { ...edited, revision: 4 }],
    ["apart", edit, { ...project, name: "Another tab's", revision: 4 }],
    ["apart", edit, undefined],
  ] as const)("is made %s", (recovery, left, stored) => {
    expect(recoveryOf(left, stored as Project | undefined)).toBe(recovery);
  });
});
