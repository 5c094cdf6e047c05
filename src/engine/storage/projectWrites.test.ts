import { describe, expect, it, vi } from "vitest";
import { StorageFull } from "../../data/errors.ts";
import { storedProject } from "../../data/testing/documentsOf.ts";
import { keptDisk } from "../../data/testing/keptDisk.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import { deleteProject, saveProject } from "./projectWrites.ts";
import { StorageHealth } from "./storageHealth.ts";
import { openStores, storesOver } from "./stores.ts";

it("tells that a project cannot be deleted for want of room, until it is", async () => {
  const told: EngineEvent[] = [];
  const health = new StorageHealth((event) => told.push(event));
  const stores = await openStores(
    () => undefined,
    () => undefined,
  );
  const parts = { stores, health, emit: (event: EngineEvent) => told.push(event) };
  const base = await saveProject(parts, storedProject("p", []), null);
  vi.spyOn(stores.bin, "keepProject").mockRejectedValueOnce(new StorageFull("No"));
  await expect(deleteProject(parts, "p", base)).rejects.toThrow(StorageFull);
  const trouble = { what: "project", failure: "StorageFull" };
  expect(told).toEqual([{ type: "storageTrouble", trouble, unwritten: ["project"] }]);
  expect(await stores.documents.loadProject("p")).not.toBeNull();
  await deleteProject(parts, "p", base);
  expect(told.at(-1)).toEqual({ type: "storageTrouble", trouble: null, unwritten: [] });
  expect(await stores.bin.list()).toMatchObject([{ id: "p" }]);
});

it("goes on telling of a project that is not saved while others are, until it is", async () => {
  const told: EngineEvent[] = [];
  const health = new StorageHealth((event) => told.push(event));
  const stores = await openStores(
    () => undefined,
    () => undefined,
  );
  const parts = { stores, health, emit: (event: EngineEvent) => told.push(event) };
  vi.spyOn(stores.documents, "saveProject").mockRejectedValueOnce(new StorageFull("No"));
  await expect(saveProject(parts, storedProject("p", []), null)).rejects.toThrow(StorageFull);
  const base = await saveProject(parts, storedProject("q", []), null);
  await deleteProject(parts, "q", base);
  expect(health.trouble).toEqual({ what: "project", failure: "StorageFull" });
  await saveProject(parts, storedProject("p", []), null);
  expect(told.at(-1)).toEqual({ type: "storageTrouble", trouble: null, unwritten: [] });
});

describe("on a disk that is so full that the bin takes nothing", () => {
  /** As long as a file lies in the trash, and for ever where there is none. */
  async function fullDisk(hasTrash: boolean) {
    const disk = keptDisk();
    const put: typeof disk.records.put = async (table, key, record) => {
      const names = await disk.photos.names();
      const isFull = !hasTrash || names.some((name) => name.startsWith("trash."));
      if (isFull && key.startsWith("bin:")) throw new StorageFull("No");
      await disk.records.put(table, key, record);
    };
    const stores = storesOver({ ...disk, records: { ...disk.records, put } }, () => undefined);
    const told: EngineEvent[] = [];
    const emit = (event: EngineEvent) => void told.push(event);
    const parts = { stores, health: new StorageHealth(emit), emit };
    const project = storedProject("p", [await stores.photos.put(Uint8Array.of(1))]);
    const base = await saveProject(parts, project, null);
    if (hasTrash) {
      const unnamed = await stores.photos.put(Uint8Array.of(2));
      await stores.folders.photos.discard(unnamed, 1);
    }
    return { stores, parts, told, base, emptied: { ...project, classes: [] } };
  }

  it("makes room for what is deleted from a project", async () => {
    const { stores, parts, told, base, emptied } = await fullDisk(true);
    await saveProject(parts, emptied, base);
    expect(await stores.bin.list()).toMatchObject([{ kind: "class", photos: 1 }]);
    expect(told).toEqual([]);
  });

  it("makes room for a project that is deleted", async () => {
    const { stores, parts, base } = await fullDisk(true);
    await deleteProject(parts, "p", base);
    expect(await stores.bin.list()).toMatchObject([{ kind: "project", id: "p" }]);
  });

  it("says that there is no way back, once it is stored so", async () => {
    const { stores, parts, told, base, emptied } = await fullDisk(false);
    vi.spyOn(stores.documents, "saveProject").mockRejectedValueOnce(new StorageFull("No"));
    await expect(saveProject(parts, emptied, base)).rejects.toThrow(StorageFull);
    const isPastBin = ({ type }: EngineEvent) => type === "pastBin";
    expect(told.filter(isPastBin)).toEqual([]);
    await saveProject(parts, emptied, base);
    expect(told.filter(isPastBin)).toEqual([{ type: "pastBin", name: "Project p" }]);
  });
});
