/** Photos that are removed for good: whoever could still bring them back is to hear of it. */
import { isSha256 } from "../sha256.ts";
import type { Folder } from "./trash.ts";

/** @param hashes of photos, SHA-256 in hex; some that are gone together are told together */
export type OnErased = (hashes: readonly string[]) => void;

/** Those of the photos that lie neither in their place nor in the trash. @throws StorageFailed */
export async function missingFrom(
  folder: Folder,
  hashes: readonly string[],
): Promise<readonly string[]> {
  const before = await folder.names();
  const trashed = (await folder.trash()).map(({ name }) => name);
  const there = new Set([...before, ...trashed, ...(await folder.names())]); // one may move meanwhile
  return hashes.filter((hash) => !there.has(hash));
}

const togetherMs = 50;

/** A folder of photos that tells what is removed from it, from its place or from its trash. */
export function tellingErased(folder: Folder, onErased: OnErased): Folder {
  let gone: string[] = [];
  const note = (name: string) => {
    if (!isSha256(name)) return;
    if (gone.length === 0) setTimeout(tell, togetherMs);
    gone.push(name);
  };
  const tell = () => {
    const hashes = gone;
    gone = [];
    onErased(hashes);
  };
  return {
    ...folder,
    async remove(name) {
      await folder.remove(name);
      note(name);
    },
    async erase(file) {
      await folder.erase(file);
      note(file.name);
    },
  };
}
