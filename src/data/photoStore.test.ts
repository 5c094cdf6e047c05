import { describe, expect, it } from "vitest";
import { StorageFailed, StorageFull } from "./errors.ts";
import { memoryFileStore } from "./fileStore.ts";
import { createPhotoStore } from "./photoStore.ts";
import { failingAt } from "./testing/faultyFiles.ts";

const photo = (...bytes: number[]) => Uint8Array.from(bytes);

async function bytesOf(blob: Blob | null): Promise<number[] | null> {
  return blob && [...new Uint8Array(await blob.arrayBuffer())];
}

describe("photo store", () => {
  it("gives back what was put, under the hash of its bytes", async () => {
    const store = createPhotoStore(memoryFileStore());
    const hash = await store.put(photo(97, 98, 99)); // "abc"
    expect(hash).toMatch(/^ba7816bf8f01cfea/);
    expect(await bytesOf(await store.get(hash))).toEqual([97, 98, 99]);
  });

  it("keeps the same bytes once", async () => {
    const store = createPhotoStore(memoryFileStore());
    await store.put(photo(1, 2, 3));
    await store.put(photo(1, 2, 3));
    expect(await store.sizeBytes()).toBe(3);
  });

  it("has no photo under a name that is no hash", async () => {
    const store = createPhotoStore(memoryFileStore());
    expect(await store.get("../secret")).toBeNull();
  });

  it("replaces a file that an earlier session left cut off", async () => {
    const files = memoryFileStore();
    const hash = await createPhotoStore(files).put(photo(5, 6, 7));
    await files.write(hash, photo(5));
    const later = createPhotoStore(files);
    expect(await bytesOf(await later.get(await later.put(photo(5, 6, 7))))).toEqual([5, 6, 7]);
  });

  it.each([0, 1])("leaves nothing half done when change %i finds the disk full", async (call) => {
    const files = memoryFileStore();
    const store = createPhotoStore(failingAt(call, new StorageFull("full"), files));
    await expect(store.put(photo(1, 2, 3, 4))).rejects.toThrow(StorageFull);
    expect(await files.list()).toEqual([]);
    expect(await bytesOf(await store.get(await store.put(photo(1, 2, 3, 4))))).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it("notices bytes that were not kept", async () => {
    const files = memoryFileStore();
    const short = { ...files, write: (name: string) => files.write(name, photo(1)) };
    await expect(createPhotoStore(short).put(photo(1, 2))).rejects.toThrow(StorageFailed);
  });
});
