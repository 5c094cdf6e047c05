import { expect, it } from "vitest";
import { StorageFull } from "../errors.ts";
import { type FileStore, memoryFileStore } from "../fileStore.ts";
import { createPhotoStore } from "../photoStore.ts";
import { memoryRecordStore } from "../recordStore.ts";
import { storedProject, storedRun } from "../testing/documentsOf.ts";
import { documentsOver } from "../testing/documentsOver.ts";
import { Bin } from "./bin.ts";
import { type Pending, recordsWithPending } from "./pending.ts";
import { emptyTrash, recordsWithRoom, roomMaker, withRoom } from "./room.ts";
import { withTrash } from "./trash.ts";

/** A disk that takes so many bytes of photos. */
function small(capacity: number) {
  const plain = memoryFileStore();
  const photos: FileStore = {
    ...plain,
    async write(name, bytes) {
      const used = (await plain.list()).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      if (used + bytes.length > capacity) throw new StorageFull("full");
      return plain.write(name, bytes);
    },
  };
  const folders = {
    photos: withTrash(photos),
    checkpoints: withTrash(memoryFileStore()),
    films: withTrash(memoryFileStore()),
  };
  const records = memoryRecordStore();
  const documents = documentsOver(records, folders.photos);
  const pending: Pending = new Map();
  const clock = { now: 5 };
  const bin = new Bin({ records, documents, folders, pending, now: () => clock.now });
  const make = roomMaker({ documents, folders, bin, pending });
  return {
    clock,
    folders,
    records,
    documents,
    bin,
    make,
    pending,
    photos: withRoom(folders.photos, make),
  };
}

const unnamed = "f".repeat(64);
const minuteMs = 60_000;
const bytes = (length: number) => new Uint8Array(length);

it("empties the trash first, then the bin, and fails only then", async () => {
  const { clock, folders, documents, bin, photos } = small(100);
  const store = createPhotoStore(photos);
  const kept = await store.put(bytes(20).fill(1));
  const binned = await store.put(bytes(30).fill(2));
  await photos.write(unnamed, bytes(40));
  await folders.photos.discard(unnamed, 1);
  await documents.saveProject(storedProject("p", [kept]), null);
  await documents.saveProject(storedProject("gone", [binned]), null);
  await bin.keepProject("gone");
  await documents.deleteProject("gone", 1);

  await photos.write("a", bytes(50));
  expect(await folders.photos.trash()).toEqual([]);
  await expect(photos.write("b", bytes(30))).rejects.toThrow(StorageFull);
  expect(await bin.list()).toHaveLength(1); // its undo is still on the screen
  clock.now += minuteMs;
  await photos.write("b", bytes(30));
  expect(await bin.list()).toEqual([]);
  await expect(photos.write("c", bytes(1))).rejects.toThrow(StorageFull);
  expect(await store.get(kept)).not.toBeNull();
});

it("empties nothing while a document cannot be read", async () => {
  const { clock, folders, records, documents, bin, photos } = small(50);
  await documents.saveProject(storedProject("p", ["a".repeat(64)]), null);
  await photos.write(unnamed, bytes(40));
  await folders.photos.discard(unnamed, 1);
  await records.put("projects", "odd", { version: 2 });
  await documents.saveProject(storedProject("gone", ["b".repeat(64)]), null);
  await bin.keepProject("gone");
  await documents.deleteProject("gone", 1);
  clock.now += minuteMs;
  await expect(photos.write("a", bytes(20))).rejects.toThrow(StorageFull);
  expect(await folders.photos.trash()).toHaveLength(1);
  expect(await bin.list()).toHaveLength(1);
});

it("gives up nothing in the bin that makes no room", async () => {
  const { clock, documents, bin, photos } = small(800);
  const needed = await createPhotoStore(photos).put(bytes(40));
  await documents.saveRun(storedRun("r", [needed]));
  await documents.saveProject(storedProject("gone", [needed]), null);
  await bin.keepProject("gone");
  await documents.deleteProject("gone", 1);
  clock.now += minuteMs;
  await expect(photos.write("a", bytes(780))).rejects.toThrow(StorageFull);
  expect(await bin.list()).toHaveLength(1);
});

it("spares what is being brought back, also from who empties trash and bin to save it", async () => {
  const { folders, records, documents, bin, make, pending, photos } = small(100);
  const store = createPhotoStore(photos);
  const hashes = [await store.put(bytes(20).fill(1)), await store.put(bytes(30).fill(2))];
  const other = await store.put(bytes(40).fill(3));
  const project = storedProject("p", hashes);
  await documents.saveProject(project, null);
  await documents.saveProject(storedProject("other", [other]), null); // some photos are named
  const emptied = { ...project, classes: [] };
  await bin.keepVanished(emptied);
  await documents.saveProject(emptied, 1);

  let isFull = true;
  const change: typeof records.change = (table, key, edit) =>
    records.change(table, key, (present) => {
      const record = edit(present);
      if (isFull) throw new StorageFull("full");
      return record;
    });
  const roomy = documentsOver(
    recordsWithPending(recordsWithRoom({ ...records, change }, make), pending),
  );
  await expect(roomy.saveProject(project, 2)).rejects.toThrow(StorageFull);
  await bin.erase((await bin.list()).map(({ id }) => id));
  await emptyTrash({ documents, folders, pending });
  isFull = false;
  await roomy.saveProject(project, 2);
  for (const hash of hashes) expect(await store.get(hash)).not.toBeNull();
  expect(pending.size).toBe(0);
});

it("leaves in the trash what is named again", async () => {
  const { folders, documents, photos } = small(50);
  await documents.saveProject(storedProject("p", [unnamed]), null);
  await photos.write(unnamed, bytes(40));
  await folders.photos.discard(unnamed, 1);
  await expect(photos.write("a", bytes(20))).rejects.toThrow(StorageFull);
  expect(await folders.photos.trash()).toHaveLength(1);
});

it("tries a record again as well, and passes on what is no lack of room", async () => {
  const { folders, records, documents, photos, make } = small(50);
  await documents.saveProject(storedProject("p", ["a".repeat(64)]), null);
  await photos.write(unnamed, bytes(40));
  await folders.photos.discard(unnamed, 1);
  const put: typeof records.put = async (...row) => {
    if ((await folders.photos.trash()).length > 0) throw new StorageFull("full");
    return records.put(...row);
  };
  await recordsWithRoom({ ...records, put }, make).put("values", "v", 1);
  expect(await records.get("values", "v")).toBe(1);
  const change: typeof records.change = () => Promise.reject(new Error("conflict"));
  const broken = recordsWithRoom({ ...records, change }, make);
  await expect(broken.change("values", "v", () => 2)).rejects.toThrow("conflict");
});
