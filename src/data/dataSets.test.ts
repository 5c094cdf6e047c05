import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RunRecord } from "../protocol/run.ts";
import { addressOf, referred } from "../protocol/runData.ts";
import { readRun } from "./documents.ts";
import { StorageFailed, StorageFull } from "./errors.ts";
import { memoryFileStore } from "./fileStore.ts";
import { memoryRecordStore } from "./recordStore.ts";
import { binRowsOf } from "./storage/binned.ts";
import { photosIn } from "./storage/references.ts";
import { storedRun } from "./testing/documentsOf.ts";
import { documentsOver } from "./testing/documentsOver.ts";

const hash = (at: number) => at.toString(16).repeat(64).slice(0, 64);
const hashes = [hash(1), hash(2), hash(3)];
const run = storedRun("r", hashes);
const { list, ...data } = run.data;

/** Documents and their disk; `opened` is another session on it. */
function disk() {
  const records = memoryRecordStore();
  const photos = memoryFileStore();
  return { records, photos, opened: () => documentsOver(records, photos) };
}

const fixture = (name: string) =>
  JSON.parse(readFileSync(`src/data/testing/version1/${name}.json`, "utf8"));

describe("data sets", () => {
  it("have one address, whatever order their keys are in", () => {
    const [entry] = list?.classes ?? [];
    const turned = {
      heldOut: list?.heldOut ?? [],
      classes: [
        {
          photos: (entry?.photos ?? []).map((photo) =>
            Object.fromEntries(Object.entries(photo).reverse()),
          ) as never,
          id: entry?.id ?? "",
        },
      ],
    };
    expect(addressOf(turned)).toBe(data.set);
    expect(addressOf({ ...turned, heldOut: [] })).not.toBe(data.set);
  });

  it("lie in storage once for all runs on them, and in no record", async () => {
    const { records, photos, opened } = disk();
    const documents = opened();
    for (const runId of ["r", "branch"]) await documents.saveRun({ ...run, runId });
    expect(await photos.names()).toEqual([data.set]);
    for (const { record } of await records.entries("runs"))
      expect((record as RunRecord).data).toEqual(data);
    const again = opened();
    expect(await again.loadRun("branch")).toEqual({ ...run, runId: "branch", data });
    expect(await again.dataSets.get(data.set)).toEqual(list);
  });

  it("are there before the record that names them, whichever write fails", async () => {
    const full = () => Promise.reject(new StorageFull("full"));
    const { records, photos } = disk();
    const unlisted = documentsOver(records, { ...photos, write: full });
    await expect(unlisted.saveRun(run)).rejects.toThrow(StorageFull);
    expect(await records.all("runs")).toEqual([]);
    const unrecorded = documentsOver({ ...records, change: full }, photos);
    await expect(unrecorded.saveRun(run)).rejects.toThrow(StorageFull);
    expect(await photos.names()).toEqual([data.set]);
  });

  it.each([
    ["gone", (bytes: Uint8Array) => bytes.subarray(0, 0)],
    ["cut off", (bytes: Uint8Array) => bytes.subarray(0, 50)],
    ["another", (bytes: Uint8Array) => bytes.map((byte) => (byte === 0x34 ? 0x35 : byte))],
  ])("that are %s leave the run as it is, and are told", async (_, damage) => {
    const { photos, opened } = disk();
    await opened().saveRun(run);
    const bytes = new Uint8Array(await ((await photos.read(data.set)) as Blob).arrayBuffer());
    await photos.write(data.set, damage(bytes));
    const documents = opened();
    expect(await documents.loadRun("r")).toEqual({ ...run, data });
    await expect(documents.dataSets.get(data.set)).rejects.toMatchObject({ name: "LostDataSet" });
    expect((await documents.survey()).unreadable).toEqual([
      { kind: "run", key: "r", name: "Run r", reason: "noPhotos" },
    ]);
  });

  it("that cannot be read just now are not taken for lost", async () => {
    const { records, photos, opened } = disk();
    await opened().saveRun(run);
    const read = () => Promise.reject(new StorageFailed("busy"));
    const documents = documentsOver(records, { ...photos, read });
    await expect(documents.survey()).rejects.toThrow(StorageFailed);
  });
});

describe("runs of version 1", () => {
  it("open, and name their photos from the next save on", async () => {
    const { records, photos, opened } = disk();
    const stored = fixture("run");
    await records.put("runs", "early", stored);
    const documents = opened();
    const found = (await documents.loadRun("early")) as RunRecord;
    const { data: before, ...rest } = stored;
    expect(found).toMatchObject({ ...rest, version: 2 });
    expect(found.data.classes.map(({ name }) => name)).toEqual(["dark", "bright"]);
    expect(found.data).toMatchObject({ photoCount: 6, heldOutCount: 2 });
    expect(found.data).not.toHaveProperty("list");
    expect((await documents.survey()).unreadable).toEqual([]);
    expect(await photos.names()).toEqual([]);

    await documents.saveRun({ ...found, name: "Renamed" }, found);
    expect(photosIn(await records.get("runs", "early"))).toEqual(new Set([found.data.set]));
    const { classes, heldOut } = before;
    const listed = referred({ classes, heldOut, patches: before.patches }).list;
    expect(await opened().dataSets.get(found.data.set)).toEqual(listed);
  });

  it("open from the bin", () => {
    const [row] = binRowsOf([fixture("binnedRun")]);
    const found = row?.content.kind === "run" ? row.content.record : null;
    expect(found).toMatchObject({ version: 2, runId: "early", data: { photoCount: 6 } });
    expect(found?.data.list?.classes.map(({ photos }) => photos.length)).toEqual([3, 3]);
  });
});

it("can read every run that is shipped", () => {
  const shipped = JSON.parse(readFileSync("public/models/index.json", "utf8"));
  for (const { record } of shipped) expect(readRun(record)?.data.list?.classes).toHaveLength(6);
});
