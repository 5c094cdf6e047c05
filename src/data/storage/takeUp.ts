/**
 * Storage that answers late: what a session made in memory meanwhile is written to it. Nothing that lies there
 * is replaced but what this session trained further.
 */
import { sameData } from "../../lib/sameData.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { runOfSlot } from "../checkpointStore.ts";
import { StorageFailed } from "../errors.ts";
import { runOfFrame } from "../filmStore.ts";
import { createPhotoStore } from "../photoStore.ts";
import type { Entry } from "../recordStore.ts";
import { samplePatterns, sampleTextures } from "../samples.ts";
import { isSha256 } from "../sha256.ts";
import { areKept, type Granted, type InMemory } from "./agreeing.ts";
import { binPrefix } from "./binned.ts";
import type { FilesInMemory } from "./inMemory.ts";
import { intakePrefix } from "./intakes.ts";
import { resultPrefix } from "./results.ts";

/**
 * Files before the documents that name them, and nothing where a part of storage would not outlive the session.
 * @throws StorageFull, StorageFailed; it can be done again, and writes nothing twice
 */
export async function takeUp(made: InMemory, kept: Granted): Promise<void> {
  if (!areKept(kept)) throw new StorageFailed("A part of the storage does not answer");
  const taken = takenFrom.get(made) ?? new Map<string, Entry>();
  takenFrom.set(made, taken);
  const photos = createPhotoStore(kept.photos);
  for (const name of await made.photos.written()) {
    if (isSha256(name)) await photos.put(await bytesOf(made.photos, name));
  }
  const runs = await made.records.written("runs");
  const behind = new Set<string | null>();
  for (const run of runs) if (await isBehind(run, kept)) behind.add(run.key);
  for (const [folder, runOf] of [
    ["checkpoints", runOfSlot],
    ["films", runOfFrame],
  ] as const) {
    for (const name of await made[folder].written()) {
      if (behind.has(runOf(name))) continue;
      await kept[folder].write(name, await bytesOf(made[folder], name));
    }
  }
  for (const { key, record } of runs) {
    if (!behind.has(key)) await kept.records.put("runs", key, record);
  }
  for (const entry of await made.records.written("projects")) {
    if (!isSample(entry)) await takeUpProject(entry, kept, taken);
  }
  for (const entry of await made.records.written("values")) {
    if (isOwnWork(entry.key)) await takeUpValue(entry, kept, taken);
  }
}

/** What was written for a session by now, as it was written, by the key that the session has for it. */
type Taken = Map<string, Entry>;

const takenFrom = new WeakMap<InMemory, Taken>();

/** What was deleted, imports that were cut off, and the Inspect desk's results; not settings and measurements. */
const isOwnWork = (key: string): boolean =>
  [binPrefix, intakePrefix, resultPrefix].some((prefix) => key.startsWith(prefix));

async function bytesOf(files: FilesInMemory, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await files.read(name);
  return file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}

/** Whether the run that lies there has been trained further than this session's, or is of a newer version. */
async function isBehind({ key, record }: Entry, { records }: Granted): Promise<boolean> {
  const there = (await records.get("runs", key)) as Partial<RunRecord> | undefined;
  const { step, version } = record as RunRecord;
  return (there?.step ?? 0) > step || (there?.version ?? 0) > version;
}

/** Beside another of the same id that is there already: nobody can say which is right. */
async function takeUpProject(
  { key, record }: Entry,
  { records }: Granted,
  taken: Taken,
): Promise<void> {
  const last = taken.get(`projects ${key}`);
  const id = last?.key ?? key;
  const there = await records.get("projects", id);
  const project = { ...(record as object), id };
  if (there !== undefined && sameData(withoutRevision(there), withoutRevision(project))) return;
  const isFree = there === undefined || sameData(there, last?.record);
  const own = isFree ? project : { ...project, id: crypto.randomUUID() };
  await records.put("projects", own.id, own);
  taken.set(`projects ${key}`, { key: own.id, record: own });
}

/** Where there is none of its key. */
async function takeUpValue(
  { key, record }: Entry,
  { records }: Granted,
  taken: Taken,
): Promise<void> {
  const last = taken.get(`values ${key}`);
  const there = await records.get("values", key);
  if (there !== undefined && !sameData(there, last?.record)) return;
  await records.put("values", key, record);
  taken.set(`values ${key}`, { key, record });
}

/** Given to every new session, and as it was given. */
const isSample = ({ record }: Entry): boolean =>
  [sampleTextures, samplePatterns].some((sample) => sameData(sample, withoutRevision(record)));

function withoutRevision(record: unknown): object {
  const { revision: _, ...project } = record as { revision?: number };
  return project;
}
