import { describe, expect, it } from "vitest";
import { createCheckpointStore } from "../checkpointStore.ts";
import { createFilmStore } from "../filmStore.ts";
import { createPhotoStore } from "../photoStore.ts";
import type { Table } from "../recordStore.ts";
import { storedProject, storedRun } from "../testing/documentsOf.ts";
import { documentsOver } from "../testing/documentsOver.ts";
import { keptDisk } from "../testing/keptDisk.ts";
import { collect, trashMs, youngMs } from "./collection.ts";
import { createStorageLock } from "./storageLock.ts";
import { withTrash } from "./trash.ts";

const old = youngMs + 1;

/** A disk whose clock the test sets, and its stores. */
function diskAt(start: number) {
  const clock = { now: start };
  const disk = keptDisk(() => clock.now);
  const folders = {
    photos: withTrash(disk.photos),
    checkpoints: withTrash(disk.checkpoints),
    films: withTrash(disk.films),
  };
  const documents = documentsOver(disk.records, folders.photos);
  return {
    clock,
    disk,
    folders,
    documents,
    photos: createPhotoStore(folders.photos),
    collect: (lock = createStorageLock(undefined), read = documents) =>
      collect({ documents: read, folders, lock, now: () => clock.now, counted: clock.now }),
  };
}

const bytes = (n: number) => new Uint8Array(8).fill(n);

/** One photo that a project names, and one that nothing does. */
async function withTwoPhotos() {
  const made = diskAt(1000);
  const named = await made.photos.put(bytes(1));
  const unnamed = await made.photos.put(bytes(2));
  await made.documents.saveProject(storedProject("p", [named]), null);
  return { ...made, named, unnamed };
}

describe("clearing up photos", () => {
  it("sets aside what no document names, and removes it after two weeks", async () => {
    const { clock, collect, photos, folders, named } = await withTwoPhotos();
    clock.now += old;
    expect(await collect()).toEqual({ kind: "done", discarded: 1, erased: 0 });
    expect(await photos.sizeBytes()).toBe(8);
    expect(await folders.photos.trash()).toHaveLength(1);
    clock.now += trashMs;
    expect(await collect()).toEqual({ kind: "done", discarded: 0, erased: 0 });
    clock.now += 1;
    expect(await collect()).toEqual({ kind: "done", discarded: 0, erased: 1 });
    expect(await folders.photos.trash()).toEqual([]);
    expect(await photos.get(named)).not.toBeNull();
  });

  it("leaves a file alone for its first day", async () => {
    const { clock, collect, photos } = await withTwoPhotos();
    clock.now += youngMs - 1;
    expect(await collect()).toMatchObject({ discarded: 0 });
    expect(await photos.sizeBytes()).toBe(16);
  });

  it("takes a photo out of the trash that is asked for, or named again", async () => {
    const { clock, collect, photos, folders, documents, unnamed } = await withTwoPhotos();
    clock.now += old;
    await collect();
    expect(await photos.get(unnamed)).not.toBeNull();
    expect(await folders.photos.trash()).toEqual([]);
    await collect();
    expect(await folders.photos.trash()).toHaveLength(1);
    await documents.saveProject(storedProject("undone", [unnamed]), null);
    await collect();
    expect(await folders.photos.trash()).toEqual([]);
    expect(await photos.sizeBytes()).toBe(16);
  });

  it.each<[string, Table, (hash: string) => unknown]>([
    ["a run", "runs", (hash: string) => storedRun("r", [hash])],
    ["a small value", "values", (hash: string) => ({ deep: [{ source: hash }] })],
    ["a map", "values", (hash: string) => new Map([["x", new Set([hash])]])],
  ])("finds a photo's name in %s", async (_where, table, recordOf) => {
    const { clock, collect, photos, disk, unnamed } = await withTwoPhotos();
    await disk.records.put(table, "r", recordOf(unnamed));
    clock.now += old;
    expect(await collect()).toMatchObject({ discarded: 0 });
    expect(await photos.sizeBytes()).toBe(16);
  });

  it("finds the photos that the list of a run names, for as long as a run names the list", async () => {
    const { clock, collect, disk, documents, folders, photos, unnamed } = await withTwoPhotos();
    for (const runId of ["r", "branch"])
      await documents.saveRun({ ...storedRun("r", [unnamed]), runId });
    clock.now += old;
    const later = documentsOver(disk.records, folders.photos); // knows no list by heart
    const collectLater = () => collect(createStorageLock(undefined), later);
    expect(await collectLater()).toMatchObject({ discarded: 0 });
    await later.deleteRun("r");
    expect(await collectLater()).toMatchObject({ discarded: 0 });
    await later.deleteRun("branch");
    expect(await collectLater()).toMatchObject({ discarded: 2 });
    expect(await folders.photos.trash()).toHaveLength(2);
    await later.saveRun(storedRun("r", [unnamed]));
    await collectLater();
    expect(await photos.get(unnamed)).not.toBeNull();
    expect(await folders.photos.trash()).toEqual([]);
  });

  it("touches nothing while the list of a run is lost", async () => {
    const { clock, collect, disk, documents, folders, unnamed } = await withTwoPhotos();
    const run = storedRun("r", [unnamed]);
    await documents.saveRun(run);
    await disk.photos.remove(run.data.set);
    clock.now += old;
    const later = documentsOver(disk.records, folders.photos);
    expect(await collect(createStorageLock(undefined), later)).toEqual({
      kind: "left",
      because: "unreadable",
    });
  });

  it.each([
    ["of a newer version", { ...storedProject("p", []), version: 2 }],
    [
      "with a number that is none",
      { ...storedProject("p", []), patches: { shortSide: Number.NaN } },
    ],
    ["that is text", "project"],
  ])("touches nothing while there is a document %s", async (_what, record) => {
    const { clock, collect, photos, disk } = await withTwoPhotos();
    await disk.records.put("projects", "odd", record);
    clock.now += old;
    expect(await collect()).toEqual({ kind: "left", because: "unreadable" });
    expect(await photos.sizeBytes()).toBe(16);
  });

  it("touches no photo where the database names none: it may be new", async () => {
    const { clock, collect, photos, documents } = await withTwoPhotos();
    await documents.deleteProject("p", 1);
    clock.now += old;
    expect(await collect()).toMatchObject({ discarded: 0 });
    expect(await photos.sizeBytes()).toBe(16);
  });

  it("leaves files whose names it does not know", async () => {
    const { clock, collect, disk } = await withTwoPhotos();
    await disk.photos.write("of another version", bytes(3));
    clock.now += old;
    expect(await collect()).toMatchObject({ discarded: 1 });
    expect(await disk.photos.read("of another version")).not.toBeNull();
  });
});

describe("clearing up runs", () => {
  it("sets aside checkpoints and films of runs that have no document", async () => {
    const { clock, collect, folders, documents } = diskAt(1000);
    const checkpoints = createCheckpointStore(folders.checkpoints);
    const films = createFilmStore(folders.films);
    await documents.saveRun(storedRun("kept run", []));
    for (const id of ["kept run", "ghost"]) {
      await checkpoints.write(id, bytes(1));
      await checkpoints.write(`${id}/best`, bytes(2));
      await films.write(id, [{ step: 1, picture: new Blob(["x"]), columns: 1, rows: 1 }]);
    }
    clock.now += old;
    expect(await collect()).toEqual({ kind: "done", discarded: 3, erased: 0 });
    expect(await createCheckpointStore(folders.checkpoints).read("kept run")).toEqual(bytes(1));
    expect(await createCheckpointStore(folders.checkpoints).read("kept run/best")).toEqual(
      bytes(2),
    );
    expect(await createCheckpointStore(folders.checkpoints).read("ghost")).toBeNull();
    expect(await createFilmStore(folders.films).read("kept run")).toHaveLength(1);
  });

  it("touches none where the database has no run: it may be new", async () => {
    const { clock, collect, folders, documents, disk } = diskAt(1000);
    await createCheckpointStore(folders.checkpoints).write("r", bytes(1));
    const film = [{ step: 1, picture: new Blob(["x"]), columns: 1, rows: 1 }];
    await createFilmStore(folders.films).write("r", film);
    await documents.saveProject(storedProject("begun anew", []), null);
    await disk.records.put("values", "identity", "of the new database");
    clock.now += old;
    expect(await collect()).toEqual({ kind: "done", discarded: 0, erased: 0 });
    await documents.saveRun(storedRun("begun anew", []));
    expect(await collect()).toMatchObject({ discarded: 2 });
  });

  it("keeps what a run in the bin needs, and not what the settings remember", async () => {
    const { clock, collect, folders, disk } = diskAt(1000);
    const checkpoints = createCheckpointStore(folders.checkpoints);
    for (const id of ["binned", "forgotten"]) await checkpoints.write(id, bytes(1));
    await disk.records.put("values", "bin:binned", {
      version: 1,
      id: "binned",
      deletedAt: 1000,
      content: { kind: "run", record: storedRun("binned", []) },
    });
    await disk.records.put("values", "settings", { activeRunIds: { train: "forgotten" } });
    clock.now += old;
    expect(await collect()).toMatchObject({ discarded: 1 });
    expect((await folders.checkpoints.list()).map(({ name }) => name)).toEqual(["binned.a"]);
  });
});

it("waits while somebody writes", async () => {
  const { clock, collect, photos } = await withTwoPhotos();
  clock.now += old;
  const busy = {
    request: async (_name: string, _options: object, act: (lock: null) => unknown) => act(null),
  };
  const lock = createStorageLock(busy as unknown as LockManager);
  expect(await collect(lock)).toEqual({ kind: "left", because: "busy" });
  expect(await photos.sizeBytes()).toBe(16);
});
