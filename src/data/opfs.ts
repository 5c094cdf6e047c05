/**
 * Files in the origin private file system. Handles may be held by another tab, or for a moment by a
 * worker that was just killed, so every opening is tried again for up to 3 s.
 */
import { asStorageError } from "./errors.ts";
import { type FileStore, memoryFileStore, type StoredFile } from "./fileStore.ts";
import { limits } from "./limits.ts";

const firstRetryMs = 10;
const slowestRetryMs = 250;

/** What a worker's file handle can do; the page's type library knows only a part of it. */
interface WorkerFile {
  createSyncAccessHandle(): Promise<SyncAccess>;
  move(name: string): Promise<void>;
}

interface SyncAccess {
  truncate(size: number): void;
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/** The folder `name`, or a store in memory where the browser refuses (private mode, blocked). */
export async function openFileStore(name: string): Promise<FileStore> {
  try {
    const root = await navigator.storage.getDirectory();
    return opfsFileStore(await root.getDirectoryHandle(name, { create: true }));
  } catch {
    return memoryFileStore();
  }
}

function opfsFileStore(folder: FileSystemDirectoryHandle): FileStore {
  return {
    storage: "kept",
    write: (name, bytes) =>
      guarded(async () => {
        const file = await folder.getFileHandle(name, { create: true });
        await writeBytes(file as unknown as WorkerFile, bytes);
      }),
    read: (name) =>
      guarded(async () => (await existing(folder.getFileHandle(name)))?.getFile() ?? null),
    rename: (from, to) =>
      guarded(async () => {
        const file = (await folder.getFileHandle(from)) as unknown as WorkerFile;
        await whenUnlocked(() => file.move(to));
      }),
    remove: (name) =>
      guarded(async () => {
        await existing(whenUnlocked(() => folder.removeEntry(name)));
      }),
    list: () => guarded(() => listFiles(folder)),
    names: () => guarded(() => namesOf(folder)),
  };
}

async function writeBytes(file: WorkerFile, bytes: Uint8Array): Promise<void> {
  const access = await whenUnlocked(() => file.createSyncAccessHandle());
  try {
    access.truncate(0);
    let written = 0;
    while (written < bytes.length) {
      const count = access.write(bytes.subarray(written), { at: written });
      if (count === 0) throw new DOMException("Nothing was written", "QuotaExceededError");
      written += count;
    }
    access.flush();
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
    if (error instanceof DOMException && error.name === "NotFoundError") return null;
    throw error;
  }
}

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

async function guarded<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw asStorageError(error);
  }
}
