/**
 * Files in the origin private file system. Handles may be held by another tab, or for a moment by a
 * worker that was just killed, so every opening is tried again for up to 3 s.
 */
import { asStorageError, Conflict } from "./errors.ts";
import {
  type FileStore,
  type MayReplace,
  memoryFileStore,
  type StoredFile,
  startBytes,
} from "./fileStore.ts";
import { limits } from "./limits.ts";

const firstRetryMs = 10;
const slowestRetryMs = 250;
/** Chromium throws nothing: it gives its code of an error as if so many bytes had been written (as uint32). */
const noSpace = -8;

/** What a worker's file handle can do; the page's type library knows only a part of it. */
interface WorkerFile {
  createSyncAccessHandle(): Promise<SyncAccess>;
  move(name: string): Promise<void>;
}

interface SyncAccess {
  truncate(size: number): void;
  read(bytes: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/**
 * The folder `name`, or a store in memory where the browser refuses (private mode, blocked).
 * @param onLost called where the folder has been cleared from outside; a new one is open by then
 */
export async function openFileStore(
  name: string,
  onLost: () => void = () => undefined,
): Promise<FileStore> {
  try {
    return opfsFileStore(await Folder.open(name, onLost));
  } catch {
    return memoryFileStore();
  }
}

/** A folder that is made anew when somebody has cleared the file system. */
class Folder {
  readonly #name: string;
  readonly #onLost: () => void;
  #handle: FileSystemDirectoryHandle;

  private constructor(name: string, onLost: () => void, handle: FileSystemDirectoryHandle) {
    this.#name = name;
    this.#onLost = onLost;
    this.#handle = handle;
  }

  static async open(name: string, onLost: () => void): Promise<Folder> {
    return new Folder(name, onLost, await directory(name));
  }

  /** Once more in a new folder, where the old one is gone. @throws StorageFull, StorageFailed */
  async within<T>(act: (handle: FileSystemDirectoryHandle) => Promise<T>): Promise<T> {
    const handle = this.#handle;
    try {
      return await act(handle).catch(async (error: unknown) => {
        if (!isNotFound(error) || !(await this.#isGone(handle))) throw error;
        return act(this.#handle);
      });
    } catch (error) {
      throw asStorageError(error);
    }
  }

  async #isGone(handle: FileSystemDirectoryHandle): Promise<boolean> {
    if (handle !== this.#handle) return true; // another act has noticed
    try {
      for await (const _ of handle.keys()) break;
      return false;
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    const made = await directory(this.#name);
    if (handle !== this.#handle) return true;
    this.#handle = made;
    this.#onLost();
    return true;
  }
}

async function directory(name: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(name, { create: true });
}

function opfsFileStore(folder: Folder): FileStore {
  return {
    storage: "kept",
    async write(name, bytes, mayReplace = () => true) {
      const isWritten = await folder.within(async (handle) => {
        const file = await handle.getFileHandle(name, { create: true });
        return writeBytes(file as unknown as WorkerFile, bytes, mayReplace);
      });
      if (!isWritten) throw new Conflict(`The file ${name} is newer than what was to replace it`);
    },
    read: (name) =>
      folder.within(async (handle) => {
        const file = await existing(handle.getFileHandle(name));
        return (await file?.getFile()) ?? null;
      }),
    rename: (from, to) =>
      folder.within(async (handle) => {
        const file = (await handle.getFileHandle(from)) as unknown as WorkerFile;
        await whenUnlocked(() => file.move(to));
      }),
    remove: (name) =>
      folder.within(async (handle) => {
        await existing(whenUnlocked(() => handle.removeEntry(name)));
      }),
    list: () => folder.within(listFiles),
    names: () => folder.within(namesOf),
  };
}

/** @returns whether it was to be replaced */
async function writeBytes(
  file: WorkerFile,
  bytes: Uint8Array,
  mayReplace: MayReplace,
): Promise<boolean> {
  const access = await whenUnlocked(() => file.createSyncAccessHandle());
  try {
    const start = new Uint8Array(startBytes);
    if (!mayReplace(start.subarray(0, access.read(start, { at: 0 })))) return false;
    access.truncate(0);
    let written = 0;
    while (written < bytes.length) {
      const rest = bytes.subarray(written);
      const count = access.write(rest, { at: written });
      if (count === 0 || (count | 0) === noSpace) {
        throw new DOMException("Nothing was written", "QuotaExceededError");
      }
      if (count > rest.length) throw new Error(`The browser's error ${count | 0}`);
      written += count;
    }
    access.flush();
    return true;
  } finally {
    access.close();
  }
}

async function listFiles(folder: FileSystemDirectoryHandle): Promise<readonly StoredFile[]> {
  const found: StoredFile[] = [];
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind !== "file") continue;
    const file = await existing((handle as FileSystemFileHandle).getFile());
    if (file) found.push({ name, sizeBytes: file.size, modifiedAt: file.lastModified });
  }
  return found;
}

async function namesOf(folder: FileSystemDirectoryHandle): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const [name, { kind }] of folder.entries()) if (kind === "file") found.push(name);
  return found;
}

/** Null instead of "not found". */
async function existing<T>(opening: Promise<T>): Promise<T | null> {
  try {
    return await opening;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

const isNotFound = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "NotFoundError";

/** Tries again, ever slower, while somebody else holds the file. */
async function whenUnlocked<T>(open: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + limits.lockMs;
  for (let pauseMs = firstRetryMs; ; pauseMs = Math.min(2 * pauseMs, slowestRetryMs)) {
    try {
      return await open();
    } catch (error) {
      const isLocked = error instanceof DOMException && error.name === "NoModificationAllowedError";
      if (!isLocked || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
