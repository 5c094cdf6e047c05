/** A disk that is full at the n-th change of any kind: what is there afterwards is whole and fits together. */
import { describe, expect, it } from "vitest";
import { createCheckpointStore } from "../../data/checkpointStore.ts";
import { StorageFull } from "../../data/errors.ts";
import { createFilmStore } from "../../data/filmStore.ts";
import { createPhotoStore } from "../../data/photoStore.ts";
import type { RecordStore } from "../../data/recordStore.ts";
import type { Granted } from "../../data/storage/agreeing.ts";
import { Bin } from "../../data/storage/bin.ts";
import { Intakes } from "../../data/storage/intakes.ts";
import { withTrash } from "../../data/storage/trash.ts";
import { storedPhoto, storedProject, storedRun } from "../../data/testing/documentsOf.ts";
import { documentsOver } from "../../data/testing/documentsOver.ts";
import { failingAt } from "../../data/testing/faultyFiles.ts";
import { keptDisk } from "../../data/testing/keptDisk.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { readCheckpoint } from "../checkpoints/checkpoint.ts";
import { RunStore } from "../checkpoints/runStore.ts";
import { writeSafetensors } from "../checkpoints/safetensors.ts";

const full = () => new StorageFull("full");

/** The n-th change of the database fails, counted from 0. */
function recordsFailingAt(call: number, records: RecordStore): RecordStore {
  let calls = 0;
  const guarded = async (act: () => Promise<void>) => {
    if (calls++ === call) throw full();
    await act();
  };
  return {
    ...records,
    put: (...row) => guarded(() => records.put(...row)),
    change: (...row) => guarded(() => records.change(...row)),
    delete: (...row) => guarded(() => records.delete(...row)),
  };
}

type Part = keyof Granted;

function faultyAt(part: Part, call: number, disk: Granted): Granted {
  if (part === "records") return { ...disk, records: recordsFailingAt(call, disk.records) };
  return { ...disk, [part]: failingAt(call, full(), disk[part]) };
}

function opened({ records, photos, checkpoints, films }: Granted) {
  const folders = {
    photos: withTrash(photos),
    checkpoints: withTrash(checkpoints),
    films: withTrash(films),
  };
  const documents = documentsOver(records, folders.photos);
  const bin = new Bin({ records, documents, folders, now: () => 1000 });
  const shipped = { list: async () => [], load: async () => new Uint8Array() };
  return {
    documents,
    bin,
    intakes: new Intakes(records, undefined),
    photos: createPhotoStore(folders.photos),
    runs: new RunStore(documents, createCheckpointStore(folders.checkpoints), bin, shipped),
    films: createFilmStore(folders.films),
  };
}

const runAt = (step: number): RunRecord => ({ ...storedRun("r", []), step });
const weightsOf = (record: RunRecord) =>
  writeSafetensors([{ name: "w", shape: [1], data: Float32Array.of(record.step) }], {
    run: JSON.stringify(record),
  });

/** Imports, saves, trains, deletes; each act may fail, and the next is tried all the same. */
async function work({ documents, bin, intakes, photos, runs, films }: ReturnType<typeof opened>) {
  const failures: unknown[] = [];
  const attempt = async <T>(act: () => Promise<T>): Promise<T | null> => {
    try {
      return await act();
    } catch (error) {
      failures.push(error);
      return null;
    }
  };
  const intake = intakes.begin("i", { projectId: "p", projectName: "P", looseName: "L" }, 3);
  const stored: string[] = [];
  for (let n = 0; n < 3; n++) {
    const hash = await attempt(() => photos.put(new Uint8Array(20).fill(n)));
    if (hash) stored.push(hash);
    if (hash) intake.add({ photo: storedPhoto(hash), folder: "" });
    await attempt(() => intake.flush());
  }
  let revision: number | null = null;
  for (const kept of [stored, stored.slice(1), stored]) {
    const project = storedProject("p", kept);
    await attempt(() => bin.keepVanished(project));
    revision = (await attempt(() => documents.saveProject(project, revision))) ?? revision;
  }
  for (const step of [10, 20, 30]) {
    await attempt(() => runs.save(runAt(step), weightsOf(runAt(step))));
    const picture = new Blob([`at ${step}`]);
    await attempt(() => films.write("r", [{ step, picture, columns: 1, rows: 1 }]));
  }
  await attempt(() => intakes.finish("i"));
  return failures;
}

/** How many changes of a part the work makes where none fails. */
async function changesOf(part: Part): Promise<number> {
  let changes = 0;
  const disk = keptDisk();
  const counted = Object.entries(disk[part]).map(([name, act]) => {
    if (!changing.has(name)) return [name, act];
    return [
      name,
      (...args: unknown[]) => {
        changes++;
        return act(...args);
      },
    ];
  });
  expect(await work(opened({ ...disk, [part]: Object.fromEntries(counted) }))).toEqual([]);
  return changes;
}

const changing: ReadonlySet<string> = new Set([
  "write",
  "rename",
  "remove",
  "put",
  "change",
  "delete",
]);

const changes = {
  records: await changesOf("records"),
  photos: await changesOf("photos"),
  checkpoints: await changesOf("checkpoints"),
  films: await changesOf("films"),
};

describe.each(["records", "photos", "checkpoints", "films"] as const)(
  "a fault of the %s",
  (part) => {
    it.each(Array.from({ length: changes[part] }, (_, call) => call))(
      "at change %i tears nothing",
      async (call) => {
        const disk = keptDisk();
        const failures = await work(opened(faultyAt(part, call, disk)));
        expect(failures.length).toBeGreaterThan(0);
        for (const error of failures) expect(error).toHaveProperty("name", "StorageFull");

        const { documents, photos, runs, films } = opened(disk);
        expect((await documents.survey()).unreadable).toEqual([]);
        for (const { classes } of await documents.loadProjects()) {
          for (const { source } of classes.flatMap((entry) => entry.photos)) {
            const file = source.kind === "stored" ? await photos.get(source.hash) : null;
            expect(file?.size).toBe(20);
          }
        }
        for (const name of await disk.photos.names()) expect(name).toMatch(/^[0-9a-f]{64}$/);
        const [record] = await documents.loadRuns();
        const weights = await runs.checkpoint("r");
        expect(record?.step ?? 0).toBeLessThanOrEqual(weights?.record.step ?? 0);
        expect(weights?.tensors.get("w")?.data[0]).toBe(weights?.record.step);
        for (const { step, picture } of await films.read("r")) {
          expect(await picture.text()).toBe(`at ${step}`);
        }
      },
    );
  },
);

it("makes changes of each kind", () => {
  expect(Math.min(...Object.values(changes))).toBeGreaterThan(0);
  expect(readCheckpoint(weightsOf(runAt(5))).record.step).toBe(5);
});
