/**
 * Makes room where the browser grants no more: what can be made again goes first, then what lies in the trash and
 * nothing names, then what was deleted, the oldest first. Only then does a write fail. Files that nothing names and that are not in the trash
 * stay: one may be on its way into a document, and only who clears up alone can tell.
 */
import type { Documents } from "../documents.ts";
import type { FileStore } from "../fileStore.ts";
import type { PageCache } from "../pageCache.ts";
import type { RecordStore } from "../recordStore.ts";
import type { Bin } from "./bin.ts";
import { unwantedBy } from "./clearing.ts";
import type { Folders } from "./collection.ts";
import { type Pending, withPending } from "./pending.ts";
import type { Folder } from "./trash.ts";
import { type MakeRoom, tryingOn } from "./tryingOn.ts";

export interface RoomTools {
  readonly documents: Pick<Documents, "survey">;
  readonly folders: Folders;
  /** What can be made again. */
  readonly pages?: Pick<PageCache, "clear">;
  readonly bin: Pick<Bin, "eraseOldest">;
  /** What it names stays. */
  readonly pending?: Pending;
}

export function roomMaker(tools: RoomTools): MakeRoom {
  let making: Promise<boolean> | null = null;
  const make = async () =>
    ((await tools.pages?.clear()) ?? 0) > 0 ||
    (await emptyTrash(tools)) > 0 ||
    (await tools.bin.eraseOldest());
  return () => {
    making ??= make()
      .catch(() => false)
      .finally(() => {
        making = null;
      });
    return making;
  };
}

/**
 * Removes for good what lies in the trash and is named by nothing, whenever it came there; goes on past a file
 * that stays.
 * @returns bytes freed
 * @throws StorageFailed where nothing could be removed
 */
export async function emptyTrash({
  documents,
  folders,
  pending,
}: Omit<RoomTools, "bin" | "pages">): Promise<number> {
  const { rows, unreadable } = await documents.survey();
  if (unreadable.length > 0) return 0; // such a document may name any file
  const isDue = unwantedBy(withPending(rows, pending));
  let freed = 0;
  const failures: unknown[] = [];
  for (const [kind, folder] of Object.entries(folders) as [keyof Folders, Folder][]) {
    for (const file of await folder.trash()) {
      if (!isDue(kind, file.name)) continue;
      try {
        await folder.erase(file);
        freed += file.sizeBytes;
      } catch (error) {
        failures.push(error);
      }
    }
  }
  if (freed === 0 && failures.length > 0) throw failures[0];
  return freed;
}

/** A folder in which a write that finds no room is tried again as long as room can be made. */
export function withRoom<Files extends FileStore>(files: Files, make: MakeRoom): Files {
  return { ...files, write: (...file) => tryingOn(() => files.write(...file), make) };
}

export function recordsWithRoom(records: RecordStore, make: MakeRoom): RecordStore {
  return {
    ...records,
    put: (...row) => tryingOn(() => records.put(...row), make),
    change: (...row) => tryingOn(() => records.change(...row), make),
  };
}
