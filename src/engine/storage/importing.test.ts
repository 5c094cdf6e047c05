import { expect, it, vi } from "vitest";
import type { Decoder } from "../../data/decoder.ts";
import { StorageFull } from "../../data/errors.ts";
import { createPhotoStore } from "../../data/photoStore.ts";
import { Bin } from "../../data/storage/bin.ts";
import { Intakes } from "../../data/storage/intakes.ts";
import type { Pending } from "../../data/storage/pending.ts";
import { roomMaker, withRoom } from "../../data/storage/room.ts";
import { createStorageLock } from "../../data/storage/storageLock.ts";
import { withTrash } from "../../data/storage/trash.ts";
import { storedProject } from "../../data/testing/documentsOf.ts";
import { documentsOver } from "../../data/testing/documentsOver.ts";
import { pngBytes } from "../../data/testing/imageBytes.ts";
import { keptDisk } from "../../data/testing/keptDisk.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import { importInto } from "./importing.ts";
import { StorageHealth } from "./storageHealth.ts";

it("keeps a deleted photo that is added again while the disk is full", async () => {
  const disk = keptDisk();
  const [again, other] = [pngBytes(20, 20, [1, 2, 3]), pngBytes(20, 20, [4, 5, 6])];
  let isFull = false;
  const photos = withTrash({
    ...disk.photos,
    write: async (name, bytes) => {
      if (isFull) throw new StorageFull("full");
      return disk.photos.write(name, bytes);
    },
  });
  const folders = {
    photos,
    checkpoints: withTrash(disk.checkpoints),
    films: withTrash(disk.films),
  };
  const documents = documentsOver(disk.records, folders.photos);
  const pending: Pending = new Map();
  const bin = new Bin({ records: disk.records, documents, folders, pending, now: Date.now });
  const make = roomMaker({ documents, folders, bin, pending });
  const store = createPhotoStore(withRoom(photos, make));

  const hash = await store.put(again);
  await documents.saveProject(storedProject("gone", [hash]), null);
  await bin.keepProject("gone");
  await documents.deleteProject("gone", 1);
  isFull = true;

  let done = 0;
  const decoder: Decoder = {
    async decodePhoto(bytes) {
      const isSecond = bytes.join() === other.join();
      if (isSecond) await eventually(() => expect(done).toBe(1));
      return { image: { width: 1, height: 1, pixels: new Uint8Array(3) }, width: 20, height: 20 };
    },
    dispose() {},
  };
  const intakes = new Intakes(disk.records, undefined);
  const report = await importInto(
    "i",
    [again, other].map((bytes, at) => ({ file: new File([bytes], `${at}.png`), folder: "" })),
    { projectId: "p", projectName: "P", looseName: "Loose" },
    {
      stores: { photos: store, decoder, intakes, lock: createStorageLock(undefined), pending },
      health: new StorageHealth(() => undefined),
      onProgress: (count) => {
        done = count;
      },
      signal: new AbortController().signal,
    },
  );
  expect(report.imported.map(({ photo }) => photo.source)).toEqual([{ kind: "stored", hash }]);
  expect(report.skipped).toMatchObject([{ reason: "storageFull" }]);
  expect(await store.get(hash)).not.toBeNull();
  expect(pending.size).toBe(0);
});

it("is in trouble for a photo that finds no room, though later ones do", async () => {
  const disk = keptDisk();
  const health = new StorageHealth(() => undefined);
  const put = vi.fn(async () => "a".repeat(64)).mockRejectedValueOnce(new StorageFull("full"));
  const photos = { ...createPhotoStore(disk.photos), put };
  const decoder: Decoder = {
    decodePhoto: async () => ({
      image: { width: 1, height: 1, pixels: new Uint8Array(3) },
      width: 20,
      height: 20,
    }),
    dispose() {},
  };
  const files = [1, 2, 3].map((at) => new File([pngBytes(20, 20, [at, at, at])], `${at}.png`));
  const report = await importInto(
    "i",
    files.map((file) => ({ file, folder: "" })),
    { projectId: "p", projectName: "P", looseName: "Loose" },
    {
      stores: {
        photos,
        decoder,
        intakes: new Intakes(disk.records, undefined),
        lock: createStorageLock(undefined),
        pending: new Map(),
      },
      health,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    },
  );
  expect(report.skipped).toMatchObject([{ reason: "storageFull" }]);
  expect(report.imported).toHaveLength(2);
  expect(health.trouble).toEqual({ what: "photo", failure: "StorageFull" });
});
