/** Stores in memory that pass for kept ones: what a browser grants, without a browser. */
import { type FileStore, memoryFileStore } from "../fileStore.ts";
import { memoryRecordStore } from "../recordStore.ts";
import type { Granted } from "../storage/agreeing.ts";

/** @param now milliseconds since 1970 */
export function keptDisk(now: () => number = Date.now): Granted {
  const folder = (): FileStore => ({ ...memoryFileStore(now), storage: "kept" });
  return {
    records: { ...memoryRecordStore(), storage: "kept" },
    photos: folder(),
    checkpoints: folder(),
    films: folder(),
  };
}
