/** What the browser grants of the places in which things are kept. */
import type { FileStore } from "../fileStore.ts";
import type { RecordStore } from "../recordStore.ts";
import { filesInMemory, recordsInMemory } from "./inMemory.ts";

/** Each in memory where nothing is granted. */
export interface Granted {
  readonly records: RecordStore;
  readonly photos: FileStore;
  readonly checkpoints: FileStore;
  readonly films: FileStore;
}

/**
 * All kept or all in memory: a project whose photos are not kept, or photos that no kept project names, are
 * worth nothing. What was kept before can still be read.
 */
export function agreeing(granted: Granted): Granted {
  if (Object.values(granted).every(({ storage }) => storage === "kept")) return granted;
  return {
    records: recordsInMemory(granted.records),
    photos: filesInMemory(granted.photos),
    checkpoints: filesInMemory(granted.checkpoints),
    films: filesInMemory(granted.films),
  };
}
