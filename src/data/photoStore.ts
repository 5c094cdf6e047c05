/**
 * The user's own files, byte for byte, named by the SHA-256 of their content: the same photo takes
 * space once, and a name that exists is whole, because bytes get their name only after a check.
 */
import { StorageFailed } from "./errors.ts";
import type { FileStore } from "./fileStore.ts";
import { isSha256, sha256 } from "./sha256.ts";
import type { Folder } from "./storage/trash.ts";

export interface PhotoStore {
  readonly storage: "kept" | "memory";
  /**
   * Keeps a file's bytes and gives their hash; a file that is there already is not written again.
   * @throws StorageFull, StorageFailed
   */
  put(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Null when it is not there. Throws `StorageFailed`. */
  get(hash: string): Promise<Blob | null>;
  /** Bytes of all photos. */
  sizeBytes(): Promise<number>;
}

/** @param files where it is a folder with a trash, a photo that lies there comes back when it is asked for */
export function createPhotoStore(
  files: FileStore & Partial<Pick<Folder, "bringBack">>,
): PhotoStore {
  return new HashedFiles(files);
}

class HashedFiles implements PhotoStore {
  readonly #files: FileStore & Partial<Pick<Folder, "bringBack">>;

  constructor(files: FileStore & Partial<Pick<Folder, "bringBack">>) {
    this.#files = files;
  }

  get storage() {
    return this.#files.storage;
  }

  async put(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const hash = await sha256(bytes);
    if ((await this.#files.read(hash))?.size !== bytes.length) await this.#write(hash, bytes);
    return hash;
  }

  async get(hash: string): Promise<Blob | null> {
    if (!isSha256(hash)) return null;
    const file = await this.#files.read(hash);
    if (file || !(await this.#files.bringBack?.(hash))) return file;
    return this.#files.read(hash);
  }

  async sizeBytes(): Promise<number> {
    return (await this.#files.list()).reduce((sum, file) => sum + file.sizeBytes, 0);
  }

  async #write(hash: string, bytes: Uint8Array): Promise<void> {
    const name = `new-${crypto.randomUUID()}`;
    try {
      await this.#files.write(name, bytes);
      const sizeBytes = (await this.#files.read(name))?.size;
      if (sizeBytes !== bytes.length) {
        throw new StorageFailed(`Only ${sizeBytes} of ${bytes.length} bytes were kept`);
      }
      await this.#files.rename(name, hash);
    } catch (error) {
      await this.#files.remove(name).catch(() => undefined); // the first error tells more
      throw error;
    }
  }
}
