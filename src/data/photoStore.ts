/**
 * The user's own files, byte for byte, named by the SHA-256 of their content: the same photo takes
 * space once, and a name that exists is whole, because bytes get their name only after a check.
 */
import { StorageFailed } from "./errors.ts";
import type { FileStore } from "./fileStore.ts";
import { openFileStore } from "./opfs.ts";
import { isSha256, sha256 } from "./sha256.ts";

export interface PhotoStore {
  readonly storage: "kept" | "memory";
  /**
   * Keeps a file's bytes and gives their hash; a file that is there already is not written again.
   * @throws StorageFull, StorageFailed
   */
  put(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Null when it is not there. Throws `StorageFailed`. */
  get(hash: string): Promise<Blob | null>;
  /**
   * Frees every photo that is not listed and gives the bytes freed. A photo that was put in this
   * session stays until a list has named it once: its import may not have reached the page yet.
   */
  keepOnly(hashes: readonly string[]): Promise<number>;
  /** Bytes of all photos. */
  sizeBytes(): Promise<number>;
}

export async function openPhotoStore(): Promise<PhotoStore> {
  return createPhotoStore(await openFileStore("photos"));
}

export function createPhotoStore(files: FileStore): PhotoStore {
  const known = new Set<string>(); // seen whole in this session
  const fresh = new Set<string>(); // put, but not named by the page yet
  const temporary = new Set<string>(); // being written

  async function write(hash: string, bytes: Uint8Array): Promise<void> {
    const name = `new-${crypto.randomUUID()}`;
    temporary.add(name);
    try {
      await files.write(name, bytes);
      const sizeBytes = (await files.read(name))?.size;
      if (sizeBytes !== bytes.length) {
        throw new StorageFailed(`Only ${sizeBytes} of ${bytes.length} bytes were kept`);
      }
      await files.rename(name, hash);
    } catch (error) {
      await files.remove(name).catch(() => undefined); // the first error tells more
      throw error;
    } finally {
      temporary.delete(name);
    }
  }

  return {
    storage: files.storage,

    async put(bytes) {
      const hash = await sha256(bytes);
      fresh.add(hash);
      if (!known.has(hash) && (await files.read(hash))?.size !== bytes.length) {
        await write(hash, bytes);
      }
      known.add(hash);
      return hash;
    },

    async get(hash) {
      return isSha256(hash) ? files.read(hash) : null;
    },

    async keepOnly(hashes) {
      for (const hash of hashes) fresh.delete(hash);
      const kept = new Set(hashes);
      let freedBytes = 0;
      for (const { name, sizeBytes } of await files.list()) {
        if (kept.has(name) || fresh.has(name) || temporary.has(name)) continue;
        known.delete(name);
        await files.remove(name);
        freedBytes += sizeBytes;
      }
      return freedBytes;
    },

    async sizeBytes() {
      return (await files.list()).reduce((sum, file) => sum + file.sizeBytes, 0);
    },
  };
}
