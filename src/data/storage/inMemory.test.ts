import { describe, expect, it } from "vitest";
import { memoryFileStore } from "../fileStore.ts";
import { memoryRecordStore } from "../recordStore.ts";
import { keptDisk } from "../testing/keptDisk.ts";
import { areKept, type Granted, inMemory } from "./agreeing.ts";

const bytes = (n: number) => new Uint8Array(4).fill(n);
const textOf = async (file: Blob | null) => file && [...new Uint8Array(await file.arrayBuffer())];

async function filledDisk(): Promise<Granted> {
  const disk = keptDisk();
  await disk.photos.write("old", bytes(1));
  await disk.records.put("projects", "old", { name: "Old" });
  await disk.records.put("projects", "older", { name: "Older" });
  return disk;
}

it("is not needed where all is granted", () => {
  expect(areKept(keptDisk())).toBe(true);
});

it.each(["records", "photos", "checkpoints", "films"] as const)(
  "keeps nothing where the browser refuses %s",
  async (refused) => {
    const disk = keptDisk();
    const memory = refused === "records" ? memoryRecordStore() : memoryFileStore();
    const granted = { ...disk, [refused]: memory };
    expect(areKept(granted)).toBe(false);
    const stores = inMemory(granted);
    expect(Object.values(stores).map(({ storage }) => storage)).toEqual(Array(4).fill("memory"));
    await stores.records.put("projects", "new", {});
    await stores.photos.write("new", bytes(9));
    await stores.checkpoints.write("new", bytes(9));
    expect(await disk.records.all("projects")).toEqual([]);
    expect(await disk.photos.names()).toEqual([]);
    expect(await disk.checkpoints.names()).toEqual([]);
  },
);

describe("a session in memory above kept files and records", () => {
  const opened = async () => {
    const disk = await filledDisk();
    return { disk, ...inMemory({ ...disk, films: memoryFileStore() }) };
  };

  it("reads what is kept", async () => {
    const { photos, records } = await opened();
    expect(await textOf(await photos.read("old"))).toEqual([1, 1, 1, 1]);
    expect(await photos.names()).toEqual(["old"]);
    expect(await records.all("projects")).toEqual([{ name: "Old" }, { name: "Older" }]);
  });

  it("replaces, renames and removes for itself alone", async () => {
    const { disk, photos } = await opened();
    await photos.write("old", bytes(2));
    expect(await textOf(await photos.read("old"))).toEqual([2, 2, 2, 2]);
    await photos.rename("old", "new");
    expect(await photos.names()).toEqual(["new"]);
    expect(await photos.read("old")).toBeNull();
    await photos.remove("new");
    expect(await photos.list()).toEqual([]);
    expect(await textOf(await disk.photos.read("old"))).toEqual([1, 1, 1, 1]);
    expect(await disk.photos.names()).toEqual(["old"]);
  });

  it("renames a file that lies below without moving it there", async () => {
    const { disk, photos } = await opened();
    await photos.rename("old", "trash.1.old");
    expect(await photos.names()).toEqual(["trash.1.old"]);
    expect(await disk.photos.names()).toEqual(["old"]);
  });

  it("edits, adds and deletes records for itself alone, each in its place", async () => {
    const { disk, records } = await opened();
    await records.put("projects", "old", { name: "Renamed" });
    await records.put("projects", "new", { name: "New" });
    await records.delete("projects", "older");
    expect(await records.entries("projects")).toEqual([
      { key: "old", record: { name: "Renamed" } },
      { key: "new", record: { name: "New" } },
    ]);
    expect(await records.get("projects", "older")).toBeUndefined();
    expect(await disk.records.all("projects")).toEqual([{ name: "Old" }, { name: "Older" }]);
  });
});
