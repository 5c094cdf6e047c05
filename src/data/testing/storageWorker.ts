/** The stores in a worker of their own, where the private file system can be written; for tests. */
import { expose } from "comlink";
import { type CheckpointStore, createCheckpointStore } from "../checkpointStore.ts";
import { openFileStore } from "../opfs.ts";
import { createPhotoStore, type PhotoStore } from "../photoStore.ts";

/** The page's type library does not know it. */
interface AccessClass {
  readonly prototype: { write(bytes: Uint8Array, options: { at: number }): number };
}

let photos: PhotoStore;
let checkpoints: CheckpointStore;
/** Folders that were found cleared. */
const lost: string[] = [];

const api = {
  async open() {
    photos = createPhotoStore(await openFileStore("photos", () => lost.push("photos")));
    checkpoints = createCheckpointStore(
      await openFileStore("checkpoints", () => lost.push("checkpoints")),
    );
    return [photos.storage, checkpoints.storage];
  },
  put: (bytes: Uint8Array<ArrayBuffer>) => photos.put(bytes),
  get: async (hash: string) => {
    const file = await photos.get(hash);
    return file && new Uint8Array(await file.arrayBuffer());
  },
  lost: () => lost,
  photoBytes: () => photos.sizeBytes(),
  write: (runId: string, bytes: Uint8Array) => checkpoints.write(runId, bytes),
  /** As a worker does that another has taken the run from. */
  writeLate: (runId: string, bytes: Uint8Array) =>
    checkpoints.write(runId, bytes, async () => true),
  read: (runId: string) => checkpoints.read(runId),
  remove: (runId: string) => checkpoints.remove(runId),
  /** From now on the browser answers each write of a file so, or writes the first half of what it is given. */
  answerWrites(answer: number | "half") {
    const { prototype } = (globalThis as unknown as { FileSystemSyncAccessHandle: AccessClass })
      .FileSystemSyncAccessHandle;
    const { write } = prototype;
    prototype.write = function (bytes, options) {
      if (answer !== "half") return answer;
      return write.call(this, bytes.subarray(0, Math.ceil(bytes.length / 2)), options);
    };
  },
  /** Writes checkpoints filled with 1, 2, 3… until the worker is killed. */
  async writeForever(runId: string, length: number, confirmed: (n: number) => void) {
    for (let n = 1; ; n++) {
      await checkpoints.write(runId, new Uint8Array(length).fill(n));
      confirmed(n);
    }
  },
};
export type StorageWorkerApi = typeof api;
expose(api);
