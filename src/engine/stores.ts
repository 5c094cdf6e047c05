/** Everything that lies between sessions, and the tools that read photos out of it. */
import { type CheckpointStore, createCheckpointStore } from "../data/checkpointStore.ts";
import { createDecoder, type Decoder } from "../data/decoder.ts";
import { createDocuments, type Documents } from "../data/documents.ts";
import { createFilmStore, type FilmStore } from "../data/filmStore.ts";
import { openFileStore } from "../data/opfs.ts";
import { createPhotoStore, type PhotoStore } from "../data/photoStore.ts";
import { openRecordStore } from "../data/recordStore.ts";
import { createPhotoResolver, type ResolvePhoto } from "../data/resolvePhoto.ts";
import { agreeing, type Granted } from "../data/storage/agreeing.ts";
import { type Collected, collect, type Folders } from "../data/storage/collection.ts";
import { Intakes } from "../data/storage/intakes.ts";
import { createStorageLock, type StorageLock } from "../data/storage/storageLock.ts";
import { withTrash } from "../data/storage/trash.ts";
import type { StorageUse } from "../protocol/engine.ts";

export interface Stores {
  /** Whether all of it outlives the session; nothing does where a part would not. */
  readonly storage: "kept" | "memory";
  readonly documents: Documents;
  readonly intakes: Intakes;
  readonly folders: Folders;
  readonly photos: PhotoStore;
  readonly checkpoints: CheckpointStore;
  readonly films: FilmStore;
  readonly lock: StorageLock;
  readonly decoder: Decoder;
  readonly resolvePhoto: ResolvePhoto;
}

/** Opens what the engine needs; never throws: what the browser refuses lives in memory. */
export async function openStores(): Promise<Stores> {
  const [records, photos, checkpoints, films] = await Promise.all([
    openRecordStore(),
    openFileStore("photos"),
    openFileStore("checkpoints"),
    openFileStore("films"),
  ]);
  return storesOver(agreeing({ records, photos, checkpoints, films }));
}

function storesOver(granted: Granted): Stores {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  const documents = createDocuments(granted.records);
  const folders: Folders = {
    photos: withTrash(granted.photos),
    checkpoints: withTrash(granted.checkpoints),
    films: withTrash(granted.films),
  };
  const photos = createPhotoStore(folders.photos);
  const decoder = createDecoder();
  return {
    storage: documents.storage,
    documents,
    intakes: new Intakes(granted.records, locks),
    folders,
    photos,
    checkpoints: createCheckpointStore(folders.checkpoints),
    films: createFilmStore(folders.films),
    lock: createStorageLock(locks),
    decoder,
    resolvePhoto: createPhotoResolver({ photoStore: photos, decoder }),
  };
}

/** Clears up what nothing names any more, if that can be told now. */
export const clearUp = ({ documents, folders, lock }: Stores): Promise<Collected> =>
  collect({ documents, folders, lock, now: Date.now });

export async function storageUse({
  photos,
  checkpoints,
  films,
  folders,
}: Stores): Promise<StorageUse> {
  const [photoBytes, checkpointBytes, filmBytes, trash, persisted] = await Promise.all([
    photos.sizeBytes(),
    checkpoints.sizeBytes(),
    films.sizeBytes(),
    Promise.all(Object.values(folders).map((folder) => folder.trash())),
    navigator.storage?.persisted() ?? false,
  ]);
  const trashBytes = trash.flat().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { photoBytes, checkpointBytes, filmBytes, trashBytes, persisted };
}
