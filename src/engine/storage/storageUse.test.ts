/** What "Clear" promises is what it frees. */
import { expect, it, vi } from "vitest";
import { storedProject, storedRun } from "../../data/testing/documentsOf.ts";
import { keptDisk } from "../../data/testing/keptDisk.ts";
import { emptyTrash } from "./erasing.ts";
import { storageUse } from "./storageUse.ts";
import { type Stores, storesOver } from "./stores.ts";

vi.stubGlobal("navigator", {});

async function opened() {
  const disk = keptDisk();
  const stores = storesOver(disk, () => undefined);
  const photo = (bytes: number) => stores.photos.put(new Uint8Array(bytes).fill(bytes));
  const kept = await photo(1);
  await stores.documents.saveProject(storedProject("kept", [kept]), null);
  const clear = () =>
    emptyTrash({ stores, runs: { erase: async () => undefined }, saveNow: async () => undefined });
  return { disk, stores, photo, clear };
}

/** Bytes that lie in storage, in the trash too. */
async function bytesIn({ folders }: Stores): Promise<number> {
  let bytes = 0;
  for (const folder of Object.values(folders))
    for (const { sizeBytes } of [...(await folder.list()), ...(await folder.trash())])
      bytes += sizeBytes;
  return bytes;
}

/** Deleted as people do it. */
async function deleteProject({ bin, documents }: Stores, id: string) {
  await bin.keepProject(id);
  await documents.deleteProject(id, 1);
}

it.each<[string, number, (made: Awaited<ReturnType<typeof opened>>) => Promise<unknown>]>([
  ["nothing that was deleted", 0, async () => undefined],
  [
    "a deleted project",
    10,
    async ({ stores, photo }) => {
      await stores.documents.saveProject(storedProject("p", [await photo(10)]), null);
      await deleteProject(stores, "p");
    },
  ],
  [
    "a deleted project whose photo the Inspect desk shows",
    0,
    async ({ disk, stores, photo }) => {
      const hash = await photo(10);
      await stores.documents.saveProject(storedProject("p", [hash]), null);
      await disk.records.put("values", "result:r", { hash });
      await deleteProject(stores, "p");
    },
  ],
  [
    "photos of an import that was cut off",
    0,
    async ({ stores, photo }) => {
      const target = { projectId: "kept", projectName: "", looseName: "" };
      const intake = stores.intakes.begin("i", target, 1);
      const source = { kind: "stored", hash: await photo(10) } as const;
      intake.add({ photo: { id: "x", name: "x", source, width: 9, height: 9 }, folder: "" });
      await intake.flush();
    },
  ],
  ["a photo that no document names yet", 0, ({ photo }) => photo(10)],
  [
    "what was set aside",
    10,
    async ({ stores, photo }) => stores.folders.photos.discard(await photo(10), 1),
  ],
  [
    "a deleted run, its film and its best state",
    9,
    async ({ stores: { documents, bin, folders } }) => {
      await documents.saveRun(storedRun("kept", []));
      await documents.saveRun(storedRun("r", []));
      await folders.checkpoints.write("r.a", new Uint8Array(2));
      await folders.checkpoints.write("r%2Fbest.a", new Uint8Array(3));
      await folders.films.write("r.5.8x4", new Uint8Array(4));
      await bin.keepRun("r");
      await documents.deleteRun("r");
    },
  ],
])("counts of %s what is freed: %i bytes", async (_, bytes, make) => {
  const made = await opened();
  await make(made);
  const before = await bytesIn(made.stores);
  expect((await storageUse(made.stores)).trashBytes).toBe(bytes);
  await made.clear();
  expect(before - (await bytesIn(made.stores))).toBe(bytes);
  expect((await storageUse(made.stores)).trashBytes).toBe(0);
});

it("counts the lists of runs' photos with the models", async () => {
  const { stores } = await opened();
  const before = await storageUse(stores);
  const run = storedRun("r", []);
  await stores.documents.saveRun(run);
  const bytes = (await stores.photos.get(run.data.set))?.size ?? 0;
  expect(bytes).toBeGreaterThan(0);
  const { photoBytes, checkpointBytes } = await storageUse(stores);
  expect([photoBytes, checkpointBytes]).toEqual([
    before.photoBytes,
    before.checkpointBytes + bytes,
  ]);
});
