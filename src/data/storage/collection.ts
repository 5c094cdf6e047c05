/**
 * Clears up: files that no document names go to the trash, and out of it after two weeks. It never acts
 * on half of the truth: where a store lives in memory or a document cannot be read, nothing is touched,
 * because that document may name any file.
 */

import { runOfSlot } from "../checkpointStore.ts";
import type { Documents } from "../documents.ts";
import { runOfFrame } from "../filmStore.ts";
import type { Entry } from "../recordStore.ts";
import { isSha256 } from "../sha256.ts";
import { isUnreadableBinRow } from "./binned.ts";
import { isUnreadableIntake } from "./intakes.ts";
import { type References, referencesOf } from "./references.ts";
import type { StorageLock } from "./storageLock.ts";
import type { Folder } from "./trash.ts";

export interface Folders {
  readonly photos: Folder;
  readonly checkpoints: Folder;
  readonly films: Folder;
}

export interface CollectionTools {
  readonly documents: Pick<Documents, "storage" | "survey">;
  readonly folders: Folders;
  readonly lock: StorageLock;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** By which files in the trash grow old. */
  readonly counted: number;
}

export type Collected =
  | { readonly kind: "done"; readonly discarded: number; readonly erased: number }
  /** Somebody writes, not all is there to judge by, or storage failed on the way. */
  | { readonly kind: "left"; readonly because: "busy" | "memory" | "unreadable" | "failed" };

const dayMs = 24 * 60 * 60 * 1000;
/** Whose import, run or undo has not reached a document yet is younger than this. */
export const youngMs = dayMs;
/** How long a file lies in the trash. */
export const trashMs = 14 * dayMs;

/** Does it once, if it can be done now; never throws. */
export async function collect({
  documents,
  folders,
  lock,
  now,
  counted,
}: CollectionTools): Promise<Collected> {
  const areKept = [documents, ...Object.values(folders)].every(({ storage }) => storage === "kept");
  if (!areKept) return { kind: "left", because: "memory" };
  try {
    const collected = await lock.alone(async (): Promise<Collected> => {
      const { rows, unreadable } = await documents.survey();
      if (unreadable.length > 0 || rows.values.some(isUnreadable))
        return { kind: "left", because: "unreadable" };
      const isWanted = wantedBy(referencesOf(rows));
      let [discarded, erased] = [0, 0];
      for (const [kind, folder] of Object.entries(folders) as [keyof Folders, Folder][]) {
        const done = await clearUp(folder, (name) => isWanted(kind, name), {
          now: now(),
          counted,
        });
        discarded += done.discarded;
        erased += done.erased;
      }
      return { kind: "done", discarded, erased };
    });
    return collected ?? { kind: "left", because: "busy" };
  } catch {
    return { kind: "left", because: "failed" };
  }
}

const isUnreadable = (entry: Entry): boolean =>
  isUnreadableIntake(entry) || isUnreadableBinRow(entry);

async function clearUp(
  folder: Folder,
  isWanted: (name: string) => boolean,
  { now, counted }: { readonly now: number; readonly counted: number },
): Promise<{ discarded: number; erased: number }> {
  let [discarded, erased] = [0, 0];
  for (const file of await folder.trash()) {
    if (isWanted(file.name)) await folder.bringBack(file.name);
    else if (counted - file.since > trashMs) {
      await folder.erase(file);
      erased++;
    }
  }
  for (const { name, modifiedAt } of await folder.list()) {
    if (isWanted(name) || now - modifiedAt < youngMs) continue;
    await folder.discard(name, counted);
    discarded++;
  }
  return { discarded, erased };
}

/**
 * Whether a file is to stay. One whose name says nothing to this version stays; so do all photos where no
 * document names any, and all of runs where no run has one: then it is the database that is new, and not the
 * files that are old.
 */
export function wantedBy({
  photos,
  runs,
  hasRuns,
}: References): (kind: keyof Folders, name: string) => boolean {
  return (kind, name) => {
    if (kind === "photos") {
      const isOurs = isSha256(name) || name.startsWith("new-"); // the latter was cut off in writing
      return !isOurs || photos.size === 0 || photos.has(name);
    }
    const runId = runOfFile(kind, name);
    return runId === null || !hasRuns || runs.has(runId);
  };
}

/** The run that a file belongs to; null where its name says nothing to this version. */
export const runOfFile = (kind: Exclude<keyof Folders, "photos">, name: string): string | null =>
  kind === "checkpoints" ? runOfSlot(name) : runOfFrame(name);
