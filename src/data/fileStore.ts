/**
 * A flat folder of files: the small port between the stores and where bytes really lie. Writing is
 * not atomic; the stores above make it so. Every method throws `StorageFull` or `StorageFailed`.
 */
import { Conflict, StorageFailed } from "./errors.ts";

export interface StoredFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** When its bytes were written last, milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** @param start the first `startBytes` of what lies in a file, fewer where it is shorter, none where there is no file */
export type MayReplace = (start: Uint8Array) => boolean;

export const startBytes = 64;

export interface FileStore {
  /** `memory`: nothing survives the session. */
  readonly storage: "kept" | "memory";
  /**
   * Creates or replaces; on return the bytes have been flushed.
   * @param mayReplace asked while nobody else can write the file
   * @throws Conflict where it says no; then nothing was written
   */
  write(name: string, bytes: Uint8Array, mayReplace?: MayReplace): Promise<void>;
  /** Null when there is no such file. */
  read(name: string): Promise<Blob | null>;
  /** Replaces a file that has the new name. */
  rename(from: string, to: string): Promise<void>;
  /** No error when there is no such file. */
  remove(name: string): Promise<void>;
  list(): Promise<readonly StoredFile[]>;
  /** What `list` names, much faster. */
  names(): Promise<readonly string[]>;
}

interface HeldFile {
  readonly bytes: Blob;
  readonly modifiedAt: number;
}

/** @throws Conflict where `mayReplace` says no */
export async function requireReplaceable(file: Blob | null, mayReplace: MayReplace): Promise<void> {
  const start = new Uint8Array((await file?.slice(0, startBytes).arrayBuffer()) ?? []);
  if (!mayReplace(start)) throw new Conflict("The file is newer than what was to replace it");
}

/**
 * For sessions in which the browser refuses storage, and for tests.
 * @param now milliseconds since 1970
 */
export function memoryFileStore(now: () => number = Date.now): FileStore {
  const files = new Map<string, HeldFile>();
  return {
    storage: "memory",
    async write(name, bytes, mayReplace) {
      if (mayReplace) await requireReplaceable(files.get(name)?.bytes ?? null, mayReplace);
      files.set(name, { bytes: new Blob([bytes.slice()]), modifiedAt: now() }); // a copy: the caller may reuse its buffer
    },
    async read(name) {
      return files.get(name)?.bytes ?? null;
    },
    async rename(from, to) {
      const file = files.get(from);
      if (!file) throw new StorageFailed(`No stored file ${from}`);
      files.set(to, file);
      files.delete(from);
    },
    async remove(name) {
      files.delete(name);
    },
    async list() {
      return [...files].map(([name, { bytes, modifiedAt }]) => ({
        name,
        sizeBytes: bytes.size,
        modifiedAt,
      }));
    },
    async names() {
      return [...files.keys()];
    },
  };
}
