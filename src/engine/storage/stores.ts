/** Everything that lies between sessions, and the tools that read photos out of it. */
import { type CheckpointStore, createCheckpointStore } from "../../data/checkpointStore.ts";
import { DataSets } from "../../data/dataSets.ts";
import { createDecoder, type Decoder } from "../../data/decoder.ts";
import { createDocuments, type Documents } from "../../data/documents.ts";
import { type FileStore, memoryFileStore } from "../../data/fileStore.ts";
import { createFilmStore, type FilmStore } from "../../data/filmStore.ts";
import { openFileStore } from "../../data/opfs.ts";
import { PageCache } from "../../data/pageCache.ts";
import { createPhotoStore, type PhotoStore } from "../../data/photoStore.ts";
import { type OpenRecords, openRecordStore } from "../../data/recordStore.ts";
import { createPhotoResolver, fetchSample, type ResolvePhoto } from "../../data/resolvePhoto.ts";
import { SampleSheet, sheetColumns, sheetPath, tileSide } from "../../data/sampleSheet.ts";
import { areKept, type Granted, type InMemory, inMemory } from "../../data/storage/agreeing.ts";
import { Bin } from "../../data/storage/bin.ts";
import { type Collected, collect, type Folders } from "../../data/storage/collection.ts";
import { countedTime } from "../../data/storage/countedTime.ts";
import { type OnErased, tellingErased } from "../../data/storage/erased.ts";
import { Intakes } from "../../data/storage/intakes.ts";
import { type Pending, recordsWithPending } from "../../data/storage/pending.ts";
import { referencesOf } from "../../data/storage/references.ts";
import { Results } from "../../data/storage/results.ts";
import { recordsWithRoom, roomMaker, withRoom } from "../../data/storage/room.ts";
import { createStorageLock, type StorageLock } from "../../data/storage/storageLock.ts";
import { takeUp } from "../../data/storage/takeUp.ts";
import { withTrash } from "../../data/storage/trash.ts";

export interface Stores {
  /** Whether all of it outlives the session; nothing does where a part would not. */
  readonly storage: "kept" | "memory";
  /** What a session in memory makes. */
  readonly made: InMemory | null;
  readonly documents: Documents;
  readonly intakes: Intakes;
  readonly results: Results;
  readonly bin: Bin;
  readonly folders: Folders;
  readonly pending: Pending;
  readonly photos: PhotoStore;
  readonly checkpoints: CheckpointStore;
  readonly films: FilmStore;
  /** What was made of photos, and goes first where room is needed. */
  readonly pages: PageCache;
  readonly lock: StorageLock;
  readonly decoder: Decoder;
  readonly resolvePhoto: ResolvePhoto;
  readonly sampleSheet: SampleSheet;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** By `countedTime`; never makes room for its note. */
  readonly countTime: () => Promise<number>;
}

/** What was cleared from outside while it was open. */
export type Lost = "documents" | "files";

/** Between two looks at storage that did not answer. */
export const lookAgainMs = 10_000;

/**
 * Opens what the engine needs; never throws: what the browser refuses lives in memory.
 * @param onLost called where something was cleared from outside, whose place is open anew by then
 * @param onErased told the photos that are removed for good
 * @param wanted   `memory`: nothing is kept, whatever is granted
 */
export async function openStores(
  onLost: (what: Lost) => void,
  onErased: OnErased,
  wanted: Stores["storage"] = "kept",
): Promise<Stores> {
  const [asked, pages] = await Promise.all([granted(onLost), openFileStore("patches")]);
  return storesOver(asked, onErased, Date.now, wanted, pages);
}

interface Opened extends Granted {
  readonly records: OpenRecords;
}

async function granted(onLost: (what: Lost) => void = () => undefined): Promise<Opened> {
  const files = () => onLost("files");
  const [records, photos, checkpoints, films] = await Promise.all([
    openRecordStore(() => onLost("documents")),
    openFileStore("photos", files),
    openFileStore("checkpoints", files),
    openFileStore("films", files),
  ]);
  return { records, photos, checkpoints, films };
}

/** Whether the browser would grant everything now. */
export const isStorageThere = (): Promise<boolean> => forAMoment(async (now) => areKept(now));

/** Of a session in memory: writes all that it made to storage that answers now. @throws as `takeUp` */
export async function keepWhatWasMade({ made }: Stores): Promise<void> {
  if (made) await forAMoment((now) => takeUp(made, now));
}

/** Opens what is granted now, and closes it when `act` is done. @throws as `act` */
async function forAMoment<T>(act: (now: Granted) => Promise<T>): Promise<T> {
  const now = await granted();
  try {
    return await act(now);
  } finally {
    now.records.close();
  }
}

/**
 * All kept, or all in memory.
 * @param now        milliseconds since 1970
 * @param wanted     as in `openStores`
 * @param cacheFiles nothing is kept in them where they live in memory, or all the rest does
 */
export function storesOver(
  asked: Granted,
  onErased: OnErased,
  now: () => number = Date.now,
  wanted: Stores["storage"] = "kept",
  cacheFiles: FileStore = memoryFileStore(),
): Stores {
  const made = wanted === "kept" && areKept(asked) ? null : inMemory(asked);
  const granted = made ?? asked;
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  const folders: Folders = {
    photos: tellingErased(withTrash(granted.photos), onErased),
    checkpoints: withTrash(granted.checkpoints),
    films: withTrash(granted.films),
  };
  const pages = new PageCache(made ? memoryFileStore() : cacheFiles);
  const pending: Pending = new Map();
  const photos = createPhotoStore(withRoom(folders.photos, () => makeRoom()));
  const dataSets = new DataSets(photos);
  const readers = { documents: createDocuments(granted.records, dataSets), folders, pending };
  const tools = { ...readers, records: granted.records, now };
  const bin: Bin = new Bin({ ...tools, makeRoom: () => makeRoom() });
  const makeRoom = roomMaker({ ...readers, pages, bin });
  const records = recordsWithPending(recordsWithRoom(granted.records, makeRoom), pending);
  const decoder = createDecoder();
  return {
    storage: records.storage,
    made,
    documents: createDocuments(records, dataSets),
    intakes: new Intakes(records, locks),
    results: new Results(records),
    bin,
    folders,
    pending,
    photos,
    checkpoints: createCheckpointStore(withRoom(folders.checkpoints, makeRoom)),
    films: createFilmStore(withRoom(folders.films, makeRoom)),
    pages,
    lock: createStorageLock(locks),
    decoder,
    resolvePhoto: createPhotoResolver({ photoStore: photos, decoder }),
    sampleSheet: new SampleSheet(async () => {
      const bytes = new Uint8Array(await (await fetchSample(sheetPath)).arrayBuffer());
      return (await decoder.decodePhoto(bytes, { maxSide: sheetColumns * tileSide })).image;
    }),
    now,
    countTime: () => countedTime(readers.documents, now()),
  };
}

/** Clears up what nothing names any more, if that can be told now. */
export async function clearUp(stores: Stores): Promise<Collected> {
  const { documents, bin, folders, lock, now, countTime } = stores;
  try {
    const counted = await countTime();
    await bin.expire(counted).catch(() => undefined); // another time
    const collected = await collect({ documents, folders, lock, now, counted });
    await dropUnnamedPages(stores);
    return collected;
  } catch {
    return { kind: "left", because: "failed" };
  }
}

/** What was made of photos that no run names any more goes at once: the photos may be somebody's secret. @throws StorageFailed */
export async function dropUnnamedPages({
  documents,
  pages,
}: Pick<Stores, "documents" | "pages">): Promise<void> {
  const { rows } = await documents.survey();
  const { photos: named } = referencesOf(rows);
  await pages.keepOnly((set) => named.has(set));
}

/** Whether a little can be written at all, if need be in the place of what can be made again. */
export async function hasRoom({ folders: { photos }, pages }: Stores): Promise<boolean> {
  return (await takesALittle(photos)) || ((await pages.clear()) > 0 && takesALittle(photos));
}

async function takesALittle(photos: Folders["photos"]): Promise<boolean> {
  const name = `new-${crypto.randomUUID()}`; // as a photo that is being written
  try {
    await photos.write(name, new Uint8Array(probeBytes));
    return true;
  } catch {
    return false;
  } finally {
    await photos.remove(name).catch(() => undefined);
  }
}

const probeBytes = 65_536;
