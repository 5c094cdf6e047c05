/** How full storage is, and what of it can be given up, brought back or saved elsewhere. */
import type { EngineErrorName } from "./errors.ts";
import type { BinItem, Binned, StorageItem, StoredCopy } from "./storage.ts";

/** Something that could not be written lives in memory alone until it can. */
export interface StorageTrouble {
  readonly failure: Extract<EngineErrorName, "StorageFull" | "StorageFailed">;
  /** What could not be written: a run's state, a project, an imported photo, a run's film, a verdict or a choice. */
  readonly what: "run" | "project" | "photo" | "film" | "result" | "settings";
}

export interface StorageUse {
  readonly photoBytes: number;
  readonly checkpointBytes: number;
  readonly filmBytes: number;
  /** Patches that are kept so that they need not be cut again; they go where room is needed. */
  readonly patchBytes: number;
  /** Of the first three, what emptying the bin and the trash would free. */
  readonly trashBytes: number;
  /** Projects and runs, the largest first. */
  readonly items: readonly StorageItem[];
  readonly persisted: boolean;
}

/** What lies in storage. */
export interface StorageApi {
  /** Which of these photos, by SHA-256 in hex, are not stored any more. Throws `StorageFailed`. */
  missingPhotos(hashes: readonly string[]): Promise<readonly string[]>;
  storageUse(): Promise<StorageUse>;
  /** Of a session in memory: writes what it made to storage that answers by now. Throws `StorageFailed`. */
  keepWhatWasMade(): Promise<void>;
  /** What was deleted and can be brought back, newest first. */
  bin(): Promise<BinItem[]>;
  /** Null where it is not there any more. */
  binned(id: string): Promise<Binned | null>;
  /** For good, with the files that nothing else needs. */
  eraseBinned(ids: readonly string[]): Promise<void>;
  /** All that is in the bin, and files that nothing names, for good. */
  emptyTrash(): Promise<void>;
  /** Tries at once to write what of runs could not be written; ask it where room was made. */
  saveNow(): Promise<void>;
  /**
   * What is stored of one project or run, whatever version it is of, or of all, as a ZIP archive: documents,
   * photos and checkpoints. Long work, by its id. Throws `StorageFailed`, `Cancelled`.
   */
  saveElsewhere(workId: string, key?: string): Promise<StoredCopy>;
}
