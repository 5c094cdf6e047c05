/**
 * A flat folder of files: the small port between the stores and where bytes really lie. Writing is
 * not atomic; the stores above make it so. Every method throws `StorageFull` or `StorageFailed`.
 */
import { StorageFailed } from "./errors.ts";

export interface StoredFile {
  readonly name: string;
  readonly sizeBytes: number;
}

export interface FileStore {
  /** `memory`: nothing survives the session. */
  readonly storage: "kept" | "memory";
  /** Creates or replaces; on return the bytes have been flushed. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is no such file. */
  read(name: string): Promise<Blob | null>;
  /** Replaces a file that has the new name. */
  rename(from: string, to: string): Promise<void>;
  /** No error when there is no such file. */
  remove(name: string): Promise<void>;
  list(): Promise<readonly StoredFile[]>;
}

/** For sessions in which the browser refuses storage, and for tests. */
export function memoryFileStore(): FileStore {
  const files = new Map<string, Blob>();
  return {
    storage: "memory",
    async write(name, bytes) {
      files.set(name, new Blob([bytes.slice()])); // a copy: the caller may reuse its buffer
    },
    async read(name) {
      return files.get(name) ?? null;
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
      return [...files].map(([name, file]) => ({ name, sizeBytes: file.size }));
    },
  };
}
