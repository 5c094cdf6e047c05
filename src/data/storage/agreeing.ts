/** What the browser grants of the places in which things are kept. */
import type { FileStore } from "../fileStore.ts";
import type { RecordStore } from "../recordStore.ts";
import {
  type FilesInMemory,
  filesInMemory,
  type RecordsInMemory,
  recordsInMemory,
} from "./inMemory.ts";

/** Each in memory where nothing is granted. */
export interface Granted {
  readonly records: RecordStore;
  readonly photos: FileStore;
  readonly checkpoints: FileStore;
  readonly films: FileStore;
}

/** What this session made lies in memory, above what can still be read. */
export interface InMemory extends Granted {
  readonly records: RecordsInMemory;
  readonly photos: FilesInMemory;
  readonly checkpoints: FilesInMemory;
  readonly films: FilesInMemory;
}

/** Whether all of it outlives the session. */
export const areKept = (granted: Granted): boolean =>
  Object.values(granted).every(({ storage }: Granted[keyof Granted]) => storage === "kept");

/**
 * All kept or all in memory: a project whose photos are not kept, or photos that no kept project names, are
 * worth nothing. What was kept before can still be read.
 */
export const inMemory = (granted: Granted): InMemory => ({
  records: recordsInMemory(granted.records),
  photos: filesInMemory(granted.photos),
  checkpoints: filesInMemory(granted.checkpoints),
  films: filesInMemory(granted.films),
});
