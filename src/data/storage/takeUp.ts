/**
 * Storage that answers late: what a session made in memory meanwhile is written to it. Nothing that lies there
 * is replaced but what this session trained further.
 */
import { createPhotoStore } from "../photoStore.ts";
import type { Entry } from "../recordStore.ts";
import { samplePatterns, sampleTextures } from "../samples.ts";
import { isSha256 } from "../sha256.ts";
import type { Granted, InMemory } from "./agreeing.ts";
import type { FilesInMemory } from "./inMemory.ts";

/**
 * Files before the documents that name them.
 * @throws StorageFull, StorageFailed; it can be done again
 */
export async function takeUp(made: InMemory, kept: Granted): Promise<void> {
  const photos = createPhotoStore(kept.photos);
  for (const name of await made.photos.written()) {
    if (isSha256(name)) await photos.put(await bytesOf(made.photos, name));
  }
  for (const folder of ["checkpoints", "films"] as const) {
    for (const name of await made[folder].written()) {
      await kept[folder].write(name, await bytesOf(made[folder], name));
    }
  }
  for (const { key, record } of await made.records.written("runs")) {
    await kept.records.put("runs", key, record);
  }
  for (const entry of await made.records.written("projects")) {
    if (!isSample(entry)) await takeUpProject(entry, kept);
  }
}

async function bytesOf(files: FilesInMemory, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await files.read(name);
  return file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}

/** Beside one of the same id that is there already: nobody can say which is right. */
async function takeUpProject({ key, record }: Entry, { records }: Granted): Promise<void> {
  const isThere = (await records.get("projects", key)) !== undefined;
  const id = isThere ? crypto.randomUUID() : key;
  await records.put("projects", id, { ...(record as object), id });
}

/** Given to every new session, and as it was given. */
function isSample({ record }: Entry): boolean {
  const { revision: _, ...project } = record as { revision?: number };
  return [sampleTextures, samplePatterns].some(
    (sample) => JSON.stringify(sample) === JSON.stringify(project),
  );
}
