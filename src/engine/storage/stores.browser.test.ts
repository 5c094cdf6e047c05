/** Databases that a session in memory opens to look for storage are closed again. */
import { afterEach, expect, it, vi } from "vitest";
import { memoryFileStore } from "../../data/fileStore.ts";
import { memoryRecordStore } from "../../data/recordStore.ts";
import { filesInMemory, recordsInMemory } from "../../data/storage/inMemory.ts";
import { isStorageThere, keepWhatWasMade, type Stores } from "./stores.ts";

afterEach(() => vi.restoreAllMocks());

it("closes what it opens, however often it looks, and what it writes to", async () => {
  const opened = vi.spyOn(IDBFactory.prototype, "open");
  const closed = vi.spyOn(IDBDatabase.prototype, "close");
  for (let look = 1; look <= 3; look++) {
    expect(await isStorageThere()).toBe(true);
    expect([opened.mock.calls.length, closed.mock.calls.length]).toEqual([look, look]);
  }
  const none = () => filesInMemory(memoryFileStore());
  const records = recordsInMemory(memoryRecordStore());
  const made = { records, photos: none(), checkpoints: none(), films: none() };
  await keepWhatWasMade({ made } as Partial<Stores> as Stores);
  expect([opened.mock.calls.length, closed.mock.calls.length]).toEqual([4, 4]);
});
