import { expect, it, vi } from "vitest";
import { createCheckpointStore } from "../checkpointStore.ts";
import { StorageFailed, StorageFull } from "../errors.ts";
import { memoryFileStore } from "../fileStore.ts";
import { createPhotoStore } from "../photoStore.ts";
import { memoryRecordStore } from "../recordStore.ts";
import { sampleTextures } from "../samples.ts";
import { storedProject, storedRun } from "../testing/documentsOf.ts";
import { documentsOver } from "../testing/documentsOver.ts";
import { keptDisk } from "../testing/keptDisk.ts";
import { inMemory } from "./agreeing.ts";
import { takeUp } from "./takeUp.ts";

it("writes what was made in memory beside what is there, and replaces nothing", async () => {
  const disk = keptDisk();
  const earlier = documentsOver(disk.records, disk.photos);
  await earlier.saveProject({ ...sampleTextures, name: "Renamed before" }, null);
  await earlier.saveProject(storedProject("both", []), null);

  const made = inMemory({
    records: memoryRecordStore(), // a database that did not open
    photos: disk.photos,
    checkpoints: disk.checkpoints,
    films: memoryFileStore(),
  });
  const documents = documentsOver(made.records, made.photos);
  const hash = await createPhotoStore(made.photos).put(Uint8Array.of(1, 2, 3));
  await documents.saveProject(sampleTextures, null);
  await documents.saveProject(storedProject("new", [hash]), null);
  await documents.saveProject({ ...storedProject("both", []), name: "Made in memory" }, null);
  await documents.saveRun(storedRun("r", [hash]));
  await createCheckpointStore(made.checkpoints).write("r", Uint8Array.of(7));
  expect(await disk.photos.names()).toEqual([]);

  await takeUp(made, disk);
  const projects = await earlier.loadProjects();
  expect(projects.map(({ name }) => name)).toEqual([
    "Renamed before",
    "Project both",
    "Project new",
    "Made in memory",
  ]);
  expect(new Set(projects.map(({ id }) => id)).size).toBe(4);
  expect(await earlier.loadRuns()).toHaveLength(1);
  expect(await createPhotoStore(disk.photos).get(hash)).not.toBeNull();
  expect(await createCheckpointStore(disk.checkpoints).read("r")).toEqual(Uint8Array.of(7));
});

it.each([
  ["that was trained further before", { step: 5000 }],
  ["of a newer version", { version: 3, step: 5 }],
])("leaves a run %s, and projects that are as they were", async (_, changes) => {
  const disk = keptDisk();
  const earlier = documentsOver(disk.records, disk.photos);
  const project = storedProject("p", []);
  for (const base of [null, 1, 2]) await earlier.saveProject(project, base);
  const before = { ...storedRun("r", []), ...changes };
  await disk.records.put("runs", "r", before);
  const weights = createCheckpointStore(disk.checkpoints);
  await weights.write("r", Uint8Array.of(1));
  await weights.write("r", Uint8Array.of(2));

  const made = inMemory({ ...disk, records: memoryRecordStore(), films: memoryFileStore() });
  const documents = documentsOver(made.records, made.photos);
  await documents.saveProject(project, null); // an engine that was started anew was given it
  await documents.saveRun({ ...storedRun("r", []), step: 10 });
  await createCheckpointStore(made.checkpoints).write("r", Uint8Array.of(9));

  await takeUp(made, disk);
  expect(await earlier.loadProjects()).toHaveLength(1);
  expect(await disk.records.get("runs", "r")).toEqual(before);
  expect(await createCheckpointStore(disk.checkpoints).read("r")).toEqual(Uint8Array.of(2));
});

it("takes along what was deleted, what the Inspect desk judged, and imports that were cut off", async () => {
  const disk = keptDisk();
  await disk.records.put("values", "bin:both", "there");
  const made = inMemory({ ...disk, records: memoryRecordStore(), films: memoryFileStore() });
  for (const key of ["bin:p", "bin:both", "intake:i", "result:r", "settings", "value:speed"])
    await made.records.put("values", key, "made");
  await takeUp(made, disk);
  expect(await disk.records.entries("values")).toEqual([
    { key: "bin:both", record: "there" },
    { key: "bin:p", record: "made" },
    { key: "intake:i", record: "made" },
    { key: "result:r", record: "made" },
  ]);
});

it.each(["records", "photos", "checkpoints", "films"] as const)(
  "writes nothing where the %s would be gone with the session",
  async (refused) => {
    const disk = { ...keptDisk(), [refused]: { ...keptDisk()[refused], storage: "memory" } };
    const made = inMemory({ ...keptDisk(), records: memoryRecordStore() });
    const hash = await createPhotoStore(made.photos).put(Uint8Array.of(1));
    await documentsOver(made.records, made.photos).saveProject(storedProject("p", [hash]), null);
    await expect(takeUp(made, disk)).rejects.toThrow(StorageFailed);
    expect(await disk.photos.names()).toEqual([]);
    expect(await disk.records.all("projects")).toEqual([]);
  },
);

it("takes up once what is tried again, as it is by then", async () => {
  const disk = keptDisk();
  const earlier = documentsOver(disk.records, disk.photos);
  await earlier.saveProject(storedProject("both", []), null);
  const made = inMemory({ ...disk, records: memoryRecordStore(), films: memoryFileStore() });
  const documents = documentsOver(made.records, made.photos);
  await documents.saveProject({ ...storedProject("both", []), name: "Mine" }, null);
  await documents.saveProject(storedProject("new", []), null);
  await made.records.put("values", "bin:p", "one photo");
  await made.records.put("values", "result:r", "judged");

  const { put } = disk.records;
  let room = 3; // not for the last
  vi.spyOn(disk.records, "put").mockImplementation(async (...row) => {
    if (room-- === 0) throw new StorageFull("No");
    await put(...row);
  });
  await expect(takeUp(made, disk)).rejects.toThrow(StorageFull);
  await documents.saveProject({ ...storedProject("new", []), name: "Edited" }, 1);
  await documents.saveProject({ ...storedProject("both", []), name: "Mine, edited" }, 1);
  await made.records.put("values", "bin:p", "two photos");
  await takeUp(made, disk);
  await takeUp(made, disk);
  const names = (await earlier.loadProjects()).map(({ name }) => name);
  expect(names).toEqual(["Project both", "Mine, edited", "Edited"]);
  expect(await disk.records.all("values")).toEqual(["two photos", "judged"]);
});
