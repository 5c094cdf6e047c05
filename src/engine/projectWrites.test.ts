import { expect, it, vi } from "vitest";
import { StorageFull } from "../data/errors.ts";
import { storedProject } from "../data/testing/documentsOf.ts";
import type { EngineEvent } from "../protocol/engine.ts";
import { deleteProject, saveProject } from "./projectWrites.ts";
import { StorageHealth } from "./storageHealth.ts";
import { openStores } from "./stores.ts";

it("tells that a project cannot be deleted for want of room, until it is", async () => {
  const told: EngineEvent[] = [];
  const health = new StorageHealth((event) => told.push(event));
  const stores = await openStores(
    () => undefined,
    () => undefined,
  );
  const parts = { stores, health };
  const base = await saveProject(parts, storedProject("p", []), null);
  vi.spyOn(stores.bin, "keepProject").mockRejectedValueOnce(new StorageFull("No"));
  await expect(deleteProject(parts, "p", base)).rejects.toThrow(StorageFull);
  const trouble = { what: "project", failure: "StorageFull" };
  expect(told).toEqual([{ type: "storageTrouble", trouble }]);
  expect(await stores.documents.loadProject("p")).not.toBeNull();
  await deleteProject(parts, "p", base);
  expect(told.at(-1)).toEqual({ type: "storageTrouble", trouble: null });
  expect(await stores.bin.list()).toMatchObject([{ id: "p" }]);
});

it("goes on telling of a project that is not saved while others are, until it is", async () => {
  const told: EngineEvent[] = [];
  const health = new StorageHealth((event) => told.push(event));
  const stores = await openStores(
    () => undefined,
    () => undefined,
  );
  const parts = { stores, health };
  vi.spyOn(stores.documents, "saveProject").mockRejectedValueOnce(new StorageFull("No"));
  await expect(saveProject(parts, storedProject("p", []), null)).rejects.toThrow(StorageFull);
  const base = await saveProject(parts, storedProject("q", []), null);
  await deleteProject(parts, "q", base);
  expect(health.trouble).toEqual({ what: "project", failure: "StorageFull" });
  await saveProject(parts, storedProject("p", []), null);
  expect(told.at(-1)).toEqual({ type: "storageTrouble", trouble: null });
});
