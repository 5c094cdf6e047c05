import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Project } from "../../protocol/project.ts";
import { createCheckpointStore } from "../checkpointStore.ts";
import { StorageFailed, StorageFull } from "../errors.ts";
import { createPhotoStore } from "../photoStore.ts";
import { storedPhoto, storedProject, storedRun } from "../testing/documentsOf.ts";
import { documentsOver } from "../testing/documentsOver.ts";
import { keptDisk } from "../testing/keptDisk.ts";
import { Bin } from "./bin.ts";
import { collect, trashMs } from "./collection.ts";
import { createStorageLock } from "./storageLock.ts";
import { withTrash } from "./trash.ts";

async function opened() {
  const clock = { now: 1_000_000 };
  const disk = keptDisk(() => clock.now);
  const folders = {
    photos: withTrash(disk.photos),
    checkpoints: withTrash(disk.checkpoints),
    films: withTrash(disk.films),
  };
  const documents = documentsOver(disk.records, folders.photos);
  const now = () => clock.now;
  const bin = new Bin({ records: disk.records, documents, folders, now });
  const photos = createPhotoStore(folders.photos);
  const hashes = [];
  for (let n = 0; n < 3; n++) hashes.push(await photos.put(new Uint8Array(10 + n).fill(n)));
  const project = storedProject("p", hashes);
  const save = async (next: Project) => {
    await bin.keepVanished(next);
    await documents.saveProject(next, (await documents.loadProject("p"))?.revision ?? null);
  };
  await save(project);
  const clearUp = async () => {
    clock.now += trashMs / 2;
    return collect({ documents, folders, lock: createStorageLock(undefined), now, counted: now() });
  };
  const { records } = disk;
  return { clock, records, documents, folders, bin, photos, hashes, project, save, clearUp };
}

let made: Awaited<ReturnType<typeof opened>>;
beforeEach(async () => {
  made = await opened();
});

const without = (project: Project, ...places: number[]): Project => ({
  ...project,
  classes: project.classes.map((entry) => ({
    ...entry,
    photos: entry.photos.filter((_, place) => !places.includes(place)),
  })),
});

describe("what stops being part of a project", () => {
  it("is listed, and its photos are kept while it is", async () => {
    const { bin, save, project, photos, clearUp, hashes } = made;
    await save({ ...project, classes: [] });
    expect(await bin.list()).toEqual([
      {
        id: expect.any(String),
        kind: "class",
        name: "Stone",
        projectName: "Project p",
        deletedAt: 1_000_000,
        photos: 3,
        sizeBytes: 33,
      },
    ]);
    await clearUp();
    expect(await photos.sizeBytes()).toBe(33);
    const [item] = await bin.list();
    expect(await bin.get(item?.id ?? "")).toMatchObject({ entry: project.classes[0], place: 0 });
    expect(hashes).toHaveLength(3);
  });

  it("is one row where photos of a class are deleted one after the other", async () => {
    const { bin, save, project, clock } = made;
    await save(without(project, 0));
    clock.now += 1000;
    await save(without(project, 0, 1));
    expect(await bin.list()).toMatchObject([{ kind: "photos", photos: 2, name: "Stone" }]);
    clock.now += 60 * 60 * 1000;
    await save(without(project, 0, 1, 2));
    expect(await bin.list()).toMatchObject([{ photos: 1 }, { photos: 2 }]);
  });

  it("is not listed any more once it is back, and once only where it goes again", async () => {
    const { bin, save, project } = made;
    await save({ ...project, classes: [] });
    await save(project);
    await save({ ...project, classes: [] });
    expect(await bin.list()).toHaveLength(1);
    await save(project);
    expect(await bin.list()).toEqual([]);
  });

  it("is not listed any more once it is in a project in place of a deleted one", async () => {
    const { bin, save, project, documents, clock, records } = made;
    await save({ ...project, classes: [] });
    await bin.keepProject("p");
    await documents.deleteProject("p", 2);
    const rows = () => bin.list().then((items) => items.map(({ kind }) => kind).sort());
    expect(await rows()).toEqual(["class", "project"]);
    await documents.saveProject({ ...without(project, 2), id: "other" }, null);
    expect(await rows()).toEqual(["class", "project"]);
    await documents.saveProject({ ...project, id: "instead" }, null);
    expect(await rows()).toEqual(["project"]);
    clock.now += 61_000;
    await bin.list();
    const keys = (await records.entries("values")).map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith("bin:"))).toEqual(["bin:p"]);
  });

  it("stays listed while its own project lacks it, whatever another has", async () => {
    const { bin, save, project, documents } = made;
    await documents.saveProject({ ...project, id: "copy" }, null);
    await save({ ...project, classes: [] });
    expect(await bin.list()).toHaveLength(1);
  });

  it("is not listed any more once it is back, where it is a class without photos", async () => {
    const { bin, save, project } = made;
    const empty = { id: "empty", name: "Sand", photos: [] };
    await save({ ...project, classes: [...project.classes, empty] });
    await save(project);
    expect(await bin.list()).toMatchObject([{ kind: "class", name: "Sand" }]);
    await save({ ...project, classes: [empty, ...project.classes] });
    expect(await bin.list()).toEqual([]);
  });

  it("is all listed where one save takes it from several classes", async () => {
    const { bin, save, project, hashes } = made;
    const classes = hashes.map((hash, at) => ({
      id: `class ${at}`,
      name: `Class ${at}`,
      photos: [storedPhoto(hash)],
    }));
    await save({ ...project, classes });
    await save({ ...project, classes: classes.slice(0, 1) });
    const names = (await bin.list()).map(({ name }) => name);
    expect(names.sort()).toEqual(["Class 1", "Class 2"]);
  });

  it("is a part of its project again where that is deleted after it was brought back", async () => {
    const { bin, documents, save, project } = made;
    await save({ ...project, classes: [] });
    await save(project);
    await bin.keepProject("p");
    await documents.deleteProject("p", 3);
    expect(await bin.list()).toMatchObject([{ kind: "project", photos: 3 }]);
  });

  it("is forgotten where its deletion came to nothing", async () => {
    const { bin, project, clock, records } = made;
    await bin.keepVanished({ ...project, classes: [] });
    await bin.keepVanished({ ...project, classes: [] }); // tried again
    expect(await bin.list()).toEqual([]);
    clock.now += 2 * 60 * 1000;
    await bin.list();
    const keys = (await records.entries("values")).map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith("bin:"))).toEqual([]);
  });

  it("stays in the rows that it joins until they are written anew", async () => {
    const { bin, save, project, records } = made;
    await save(without(project, 0));
    await save(project);
    vi.spyOn(records, "put").mockRejectedValueOnce(new StorageFull("No"));
    const keys = async () => (await records.entries("values")).map(({ key }) => key);
    const before = await keys();
    await expect(bin.keepVanished({ ...project, classes: [] })).rejects.toThrow(StorageFull);
    expect(await keys()).toEqual(before);
    await bin.keepVanished({ ...project, classes: [] });
    expect(await keys()).toHaveLength(before.length);
  });

  it("is not what moved to another class", async () => {
    const { bin, save, project } = made;
    const [entry] = project.classes;
    await save({
      ...project,
      classes: [{ id: "other", name: "Other", photos: entry?.photos ?? [] }],
    });
    expect(await bin.list()).toEqual([]);
  });
});

it("keeps a deleted project until its two weeks are over", async () => {
  const { bin, documents, photos, clock, clearUp } = made;
  await bin.keepProject("p");
  await documents.deleteProject("p", 1);
  expect(await bin.list()).toMatchObject([{ kind: "project", id: "p", photos: 3 }]);
  await clearUp();
  await bin.expire(clock.now);
  clock.now += trashMs;
  await bin.expire(clock.now);
  expect(await bin.get("p")).toMatchObject({ project: { name: "Project p" } });
  clock.now += 1;
  await bin.expire(clock.now);
  expect(await bin.list()).toEqual([]);
  expect(await photos.sizeBytes()).toBe(33); // by way of the trash
});

it("keeps a deleted run's checkpoints", async () => {
  const { bin, documents, folders, clearUp } = made;
  await documents.saveRun(storedRun("r", []));
  await createCheckpointStore(folders.checkpoints).write("r", new Uint8Array(76));
  await bin.keepRun("r");
  expect(await bin.list()).toEqual([]); // not deleted yet; whoever looks now takes nothing away
  await documents.deleteRun("r");
  await clearUp();
  expect(await bin.list()).toMatchObject([{ kind: "run", name: "Run r", sizeBytes: 100 }]);
  await bin.erase(["r"]);
  expect(await folders.checkpoints.list()).toEqual([]);
});

describe("erasing", () => {
  it("frees what nothing else needs", async () => {
    const { bin, save, project, photos, documents, hashes } = made;
    await documents.saveRun(storedRun("r", hashes.slice(0, 1)));
    await save(without(project, 0, 1));
    const [item] = await bin.list();
    expect(await bin.erase([item?.id ?? ""])).toBe(11);
    expect(await bin.list()).toEqual([]);
    expect(await photos.get(hashes[0] ?? "")).not.toBeNull();
    expect(await photos.get(hashes[1] ?? "")).toBeNull();
    expect(await photos.get(hashes[2] ?? "")).not.toBeNull();
  });

  it("is done once the row is gone; what cannot be removed is cleared up later", async () => {
    const { bin, save, project, hashes, folders, clearUp } = made;
    await save(without(project, 0, 1));
    const remove = vi.spyOn(folders.photos, "remove");
    remove.mockRejectedValueOnce(new StorageFailed("It is open elsewhere"));
    const [item] = await bin.list();
    await bin.erase([item?.id ?? ""]);
    expect(await bin.list()).toEqual([]);
    expect(await folders.photos.names()).toHaveLength(2);
    await clearUp();
    expect(await folders.photos.names()).toEqual([hashes[2]]);
  });

  it("takes nothing where the row stays", async () => {
    const { bin, save, project, photos, records } = made;
    await save(without(project, 0, 1));
    vi.spyOn(records, "delete").mockRejectedValueOnce(new StorageFailed("No"));
    const [item] = await bin.list();
    await expect(bin.erase([item?.id ?? ""])).rejects.toThrow(StorageFailed);
    expect(await photos.sizeBytes()).toBe(33);
    expect(await bin.list()).toEqual([item]);
  });

  it("makes room for the removal of the row itself where storage is that full", async () => {
    const { bin, save, project, photos, records } = made;
    await save(without(project, 0, 1));
    vi.spyOn(records, "delete").mockRejectedValueOnce(new StorageFull("No"));
    const [item] = await bin.list();
    expect(await bin.erase([item?.id ?? ""])).toBe(21);
    expect(await photos.sizeBytes()).toBe(12);
    expect(await bin.list()).toEqual([]);
  });

  it("takes the oldest first", async () => {
    const { bin, save, project, clock } = made;
    await save(without(project, 0));
    clock.now += 60 * 60 * 1000;
    await save(without(project, 0, 1));
    expect(await bin.eraseOldest()).toBe(true);
    expect(await bin.list()).toMatchObject([{ deletedAt: clock.now }]);
    expect(await bin.eraseOldest()).toBe(false); // its undo may be on the screen
    clock.now += 2 * 60 * 1000;
    expect([await bin.eraseOldest(), await bin.eraseOldest()]).toEqual([true, false]);
  });
});

it("erases the list of a deleted run and its photos when no other run names them", async () => {
  const { bin, clock, documents, photos } = made;
  const hash = await photos.put(new Uint8Array(20).fill(9));
  const run = storedRun("r", [hash]);
  for (const runId of ["r", "branch"]) {
    await documents.saveRun({ ...run, runId });
    await bin.keepRun(runId);
    await documents.deleteRun(runId);
  }
  clock.now += 1;
  expect(await bin.erase(["r"])).toBe(0);
  expect(await photos.get(run.data.set)).not.toBeNull();
  expect(await bin.erase(["branch"])).toBeGreaterThan(20);
  for (const name of [hash, run.data.set]) expect(await photos.get(name)).toBeNull();
});
