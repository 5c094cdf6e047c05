/** An import as the engine does it: photos are stored, and written down in batches as they come. */
import { importFiles } from "../../data/intake.ts";
import type { OpenIntake } from "../../data/storage/intakes.ts";
import { inTurn } from "../../lib/inTurn.ts";
import type {
  ImportedPhoto,
  ImportItem,
  ImportReport,
  ImportTarget,
} from "../../protocol/importing.ts";
import type { StorageHealth } from "./storageHealth.ts";
import type { Stores } from "./stores.ts";

export interface ImportingTools {
  readonly stores: Pick<Stores, "photos" | "decoder" | "intakes" | "lock" | "pending">;
  readonly health: StorageHealth;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** What is read in less time may be lost with the engine. */
const batchMs = 500;

/** @param target null: the photos are the caller's alone */
export function importInto(
  importId: string,
  items: readonly ImportItem[],
  target: ImportTarget | null,
  { stores, health, onProgress, signal }: ImportingTools,
): Promise<ImportReport> {
  return stores.lock.sharing(async () => {
    const intake = target && stores.intakes.begin(importId, target, items.length);
    const taken: ImportedPhoto[] = [];
    stores.pending.set(importId, { key: importId, record: taken }); // a photo that was there already is as good as new
    const flushInTurn = inTurn();
    const flush = () => flushInTurn(() => flushed(importId, intake, health));
    const put = (bytes: Uint8Array<ArrayBuffer>) =>
      stores.photos.put(bytes).catch((error: unknown) => {
        health.failed("photo", importId, error); // until there is room, whatever becomes of others
        throw error;
      });
    void flush();
    const batches = setInterval(flush, batchMs);
    try {
      return await importFiles(items, {
        photoStore: { put },
        decoder: stores.decoder,
        onProgress,
        onImported: (photo) => {
          taken.push(photo);
          intake?.add(photo);
        },
        signal,
      });
    } finally {
      clearInterval(batches);
      await flush();
      stores.pending.delete(importId);
    }
  });
}

/** Where it fails the photos are in the report nonetheless, and the page is told. */
async function flushed(
  importId: string,
  intake: OpenIntake | null,
  health: StorageHealth,
): Promise<void> {
  const flush = async () => intake?.flush();
  await health.watch("photo", [`list of ${importId}`], flush).catch(() => undefined);
}
