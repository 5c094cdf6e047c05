/**
 * Starts of the app in which something is wrong with its storage, one after the other, days apart; and
 * how many of the photos that a project, a run or a document that cannot be read needs are gone then.
 */
import { StorageFailed } from "../../data/errors.ts";
import { type FileStore, memoryFileStore } from "../../data/fileStore.ts";
import { createPhotoStore } from "../../data/photoStore.ts";
import { memoryRecordStore, type RecordStore } from "../../data/recordStore.ts";
import type { Granted } from "../../data/storage/agreeing.ts";
import { withTrash } from "../../data/storage/trash.ts";
import { storedProject, storedRun } from "../../data/testing/documentsOf.ts";
import { documentsOver } from "../../data/testing/documentsOver.ts";
import { keptDisk } from "../../data/testing/keptDisk.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { clearUp, type Stores, storesOver } from "../storage/stores.ts";

/** What the browser grants at one start, out of what lies on the disk. */
type Situation = (disk: Granted, start: number) => Granted | Promise<Granted>;

const failed = () => new StorageFailed("made to fail");

/** All calls of a store go through; the one at this index, counted from 0, is refused. */
function refusingAt<Store extends RecordStore | FileStore>(store: Store, index: number): Store {
  let calls = 0;
  const guarded = Object.entries(store).map(([name, member]) => [
    name,
    typeof member === "function"
      ? async (...args: unknown[]) => {
          if (calls++ === index) throw failed();
          return member(...args);
        }
      : member,
  ]);
  return Object.fromEntries(guarded) as Store;
}

const denied = (): Pick<Granted, "photos" | "checkpoints" | "films"> => ({
  photos: memoryFileStore(),
  checkpoints: memoryFileStore(),
  films: memoryFileStore(),
});

export const situations: Readonly<Record<string, Situation>> = {
  "all is well": (disk) => disk,
  "the database does not open, or is of a newer version": (disk) => ({
    ...disk,
    records: memoryRecordStore(),
  }),
  "the file system is denied": (disk) => ({ ...disk, ...denied() }),
  "both are denied": () => ({ records: memoryRecordStore(), ...denied() }),
  "the database is new": (disk) => ({
    ...disk,
    records: { ...memoryRecordStore(), storage: "kept" },
  }),
  "a call of the database fails": (disk, start) => ({
    ...disk,
    records: refusingAt(disk.records, start),
  }),
  "a call of the photos' folder fails": (disk, start) => ({
    ...disk,
    photos: refusingAt(disk.photos, start),
  }),
  "a document is of a newer version": oddDocument("projects", "newer", (hashes) => ({
    ...storedProject("newer", []),
    version: 2,
    classes: [],
    photos: hashes.map((hash) => new TextEncoder().encode(hash)), // nothing that could be found
  })),
  "a document is damaged": oddDocument("runs", "damaged", (hashes) => ({
    ...storedRun("damaged", hashes),
    step: Number.NaN,
  })),
  "the list of a run's photos is lost": async (disk, start) => {
    const [run] = (await disk.records.all("runs")) as RunRecord[];
    if (start === 0 && run) await disk.photos.remove(run.data.set);
    return disk;
  },
};

/** The document takes the place of the plain project that named the same photos. */
function oddDocument(
  table: "projects" | "runs",
  key: string,
  documentOf: (hashes: readonly string[]) => unknown,
): Situation {
  return async (disk, start) => {
    if (start > 0) return disk;
    const [project] = (await disk.records.all("projects")) as ReturnType<typeof storedProject>[];
    await disk.records.put(table, key, documentOf(project ? hashesOf(project) : []));
    await disk.records.delete("projects", "p");
    return disk;
  };
}

const hashesOf = ({ classes }: ReturnType<typeof storedProject>): string[] =>
  classes.flatMap(({ photos }) =>
    photos.flatMap(({ source }) => (source.kind === "stored" ? [source.hash] : [])),
  );

const dayMs = 24 * 60 * 60 * 1000;
const photoCount = 12;

/** Two days lie between two starts. @returns how many of twelve photos, and of those added at a start, are gone after the last */
export async function photosLost(situation: Situation, starts: number): Promise<number> {
  let now = 1000;
  const disk: Granted = keptDisk(() => now);
  const photos = createPhotoStore(disk.photos);
  const hashes: string[] = [];
  for (let n = 0; n < photoCount; n++) hashes.push(await photos.put(new Uint8Array(16).fill(n)));
  const documents = documentsOver(disk.records, disk.photos);
  await documents.saveProject(storedProject("p", hashes.slice(0, 8)), null);
  await documents.saveRun(storedRun("r", hashes.slice(8)));
  for (let start = 0; start < starts; start++) {
    now += 2 * dayMs;
    const stores = storesOver(
      await situation(disk, start),
      () => undefined,
      () => now,
    );
    await startOnce(stores);
    hashes.push(...(await added(stores, start)));
  }
  const later = createPhotoStore(withTrash(disk.photos));
  const found = await Promise.all(hashes.map((hash) => later.get(hash)));
  return found.filter((file) => file === null).length;
}

/** What a start does with storage; a page whose projects cannot be loaded clears up nonetheless, if it may. */
async function startOnce(stores: Stores): Promise<void> {
  const { documents } = stores;
  await Promise.allSettled([
    documents.loadProjects(),
    documents.loadRuns(),
    documents.loadSettings(),
  ]);
  await clearUp(stores);
}

/** Adds a photo in a project of its own. @returns its hash where the session says that it is kept */
async function added({ storage, photos, documents }: Stores, start: number): Promise<string[]> {
  try {
    const hash = await photos.put(new Uint8Array(32).fill(start));
    await documents.saveProject(storedProject(`added ${start}`, [hash]), null);
    return storage === "kept" ? [hash] : [];
  } catch {
    return []; // whoever adds it is told
  }
}
