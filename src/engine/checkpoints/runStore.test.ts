/** Runs in storage that another version of the app has written meanwhile. */
import { expect, it } from "vitest";
import { createCheckpointStore } from "../../data/checkpointStore.ts";
import { Conflict } from "../../data/errors.ts";
import { Bin } from "../../data/storage/bin.ts";
import { withTrash } from "../../data/storage/trash.ts";
import { storedRun } from "../../data/testing/documentsOf.ts";
import { documentsOver } from "../../data/testing/documentsOver.ts";
import { keptDisk } from "../../data/testing/keptDisk.ts";
import { RunStore } from "./runStore.ts";

const run = storedRun("r", []);

async function withNewerRun() {
  const { records, photos, checkpoints, films } = keptDisk();
  const documents = documentsOver(records, photos);
  const folders = {
    photos: withTrash(photos),
    checkpoints: withTrash(checkpoints),
    films: withTrash(films),
  };
  const bin = new Bin({ records, documents, folders, now: Date.now });
  const store = new RunStore(documents, createCheckpointStore(folders.checkpoints), bin);
  await store.save(run, Uint8Array.of(7));
  const newer = { ...run, version: 3 };
  await records.put("runs", "r", newer);
  const left = async () => ({
    record: await records.get("runs", "r"),
    files: (await checkpoints.names()).length,
  });
  return { store, left, bin, before: { record: newer, files: 1 } };
}

it.each<[string, (store: RunStore) => Promise<void>]>([
  ["renamed", (store) => store.saveRecord({ ...run, name: "Renamed" })],
  ["deleted", (store) => store.remove("r")],
  ["erased", (store) => store.erase("r")],
])("leaves all of a run of a newer version that is %s here", async (_, act) => {
  const { store, left, bin, before } = await withNewerRun();
  await expect(act(store)).rejects.toThrow(Conflict);
  expect(await left()).toEqual(before);
  expect(await bin.list()).toEqual([]);
});
