/** A file store whose n-th change fails, as a full disk or a kill would have it: half done. */
import { type FileStore, memoryFileStore } from "../fileStore.ts";

/** Wraps `files`; calls count from 0. A failing write leaves the first half of its bytes. */
export function failingAt(
  call: number,
  error: Error,
  files: FileStore = memoryFileStore(),
): FileStore {
  let calls = 0;
  const fails = () => calls++ === call;
  return {
    ...files,
    async write(name, bytes, mayReplace) {
      if (!fails()) return files.write(name, bytes, mayReplace);
      await files.write(name, bytes.subarray(0, bytes.length >> 1));
      throw error;
    },
    async rename(from, to) {
      if (fails()) throw error;
      return files.rename(from, to);
    },
    async remove(name) {
      if (fails()) throw error;
      return files.remove(name);
    },
  };
}
