/** Errors that leave the data side; their names are stable across the worker boundary. */
import type { EngineErrorName } from "../protocol/errors.ts";
import type { SkipReason } from "../protocol/importing.ts";

/** The browser grants no more space. */
export class StorageFull extends Error {
  override readonly name = "StorageFull" satisfies EngineErrorName;
}

/** Reading or writing stored data failed for another reason than space. */
export class StorageFailed extends Error {
  override readonly name = "StorageFailed" satisfies EngineErrorName;
}

/** Another tab has saved a newer version of the document, or deleted it: nothing was written. */
export class Conflict extends Error {
  override readonly name = "Conflict" satisfies EngineErrorName;
}

/** The server did not give a photo or a model that is shipped with the app; it may another time. */
export class NotServed extends Error {
  override readonly name = "NotServed" satisfies EngineErrorName;
}

/** The list of photos that a run trained on is not there, or damaged; its weights are none the worse. */
export class LostDataSet extends Error {
  override readonly name = "LostDataSet" satisfies EngineErrorName;
}

/** A picture cannot be used; `reason` says why in the terms of the import report. */
export class UnreadableImage extends Error {
  override readonly name = "UnreadableImage" satisfies EngineErrorName;
  readonly reason: SkipReason;
  /** Format that was recognised, for `unsupportedFormat`. */
  readonly format: string | undefined;

  constructor(reason: SkipReason, format?: string) {
    super(`The image cannot be used (${reason}${format ? `, ${format}` : ""})`);
    this.reason = reason;
    this.format = format;
  }
}

/** Any failure of a storage call as one of the two storage errors. */
export function asStorageError(error: unknown): StorageFull | StorageFailed {
  if (error instanceof StorageFull || error instanceof StorageFailed) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return name === "QuotaExceededError"
    ? new StorageFull("The browser grants no more storage space", { cause: error })
    : new StorageFailed(`Storage failed: ${name}: ${message}`, { cause: error });
}
