/** What is removed for good, past the bin or out of it. */
import { emptyTrash as emptyTrashOf } from "../../data/storage/room.ts";
import { dropUnnamedPages, type Stores } from "./stores.ts";

interface Parts {
  readonly stores: Pick<Stores, "bin" | "documents" | "folders" | "pending" | "pages">;
  readonly runs: { readonly erase: (runId: string) => Promise<void> };
  /** Writes what waits for room. */
  readonly saveNow: () => Promise<void>;
}

/** @throws BusyElsewhere, StorageFull, StorageFailed; then it is still there */
export async function eraseRun(parts: Parts, runId: string): Promise<void> {
  await parts.runs.erase(runId);
  await afterwards(() => parts.stores.bin.erase([runId])); // where it was brought back just now
  await afterwards(() => dropUnnamedPages(parts.stores));
  await afterwards(parts.saveNow);
}

/** Things in the bin. @throws StorageFull, StorageFailed; then some are still there */
export async function eraseBinned(parts: Parts, ids: readonly string[]): Promise<void> {
  await parts.stores.bin.erase(ids);
  await afterwards(() => dropUnnamedPages(parts.stores));
  await afterwards(parts.saveNow);
}

/** All that is in the bin, and what nothing names. @throws as `eraseBinned` */
export async function emptyTrash({ stores, saveNow }: Parts): Promise<void> {
  await stores.bin.erase((await stores.bin.list()).map(({ id }) => id));
  await emptyTrashOf(stores);
  await afterwards(() => dropUnnamedPages(stores));
  await afterwards(saveNow);
}

/** What was to go is gone: nothing else makes a failure of that. */
const afterwards = (act: () => Promise<unknown>): Promise<unknown> => act().catch(() => undefined);
