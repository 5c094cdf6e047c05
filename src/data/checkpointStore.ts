/**
 * Checkpoint bytes of runs, two slots each, written in turn: whatever happens during a write, the
 * last checkpoint before it can still be read.
 */
import { decodeSlot, encodeSlot, type Slot } from "./checkpointSlot.ts";
import { StorageFailed } from "./errors.ts";
import type { FileStore } from "./fileStore.ts";
import { openFileStore } from "./opfs.ts";

export interface CheckpointStore {
  readonly storage: "kept" | "memory";
  /**
   * Replaces the run's older slot and reads it back; on return the checkpoint is safe.
   * @throws StorageFull, StorageFailed; the checkpoint before stays readable
   */
  write(runId: string, bytes: Uint8Array): Promise<void>;
  /** The newest checkpoint that proves whole, null when there is none. Throws `StorageFailed`. */
  read(runId: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Removes both slots. */
  remove(runId: string): Promise<void>;
  /** Bytes of all slots. */
  sizeBytes(): Promise<number>;
}

const slotNames = ["a", "b"] as const;
type SlotName = (typeof slotNames)[number];

/** Where a run's newest checkpoint lies. */
interface Newest {
  readonly slot: SlotName;
  readonly sequence: number;
}

export async function openCheckpointStore(): Promise<CheckpointStore> {
  return createCheckpointStore(await openFileStore("checkpoints"));
}

export function createCheckpointStore(files: FileStore): CheckpointStore {
  const newest = new Map<string, Newest | null>();
  let last: Promise<unknown> = Promise.resolve();

  /** One act after the other: two writes of one run must not choose the same slot. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = last.then(act);
    last = result.catch(() => undefined);
    return result;
  }

  async function readSlot(runId: string, slot: SlotName): Promise<Slot | null> {
    const file = await files.read(fileName(runId, slot));
    const buffer = await file?.arrayBuffer().catch(() => null); // unreadable: proves nothing
    return buffer ? decodeSlot(new Uint8Array(buffer)) : null;
  }

  async function readNewest(runId: string): Promise<Slot | null> {
    let best: Slot | null = null;
    newest.set(runId, null);
    for (const slot of slotNames) {
      const found = await readSlot(runId, slot);
      if (!found || (best && best.sequence > found.sequence)) continue;
      best = found;
      newest.set(runId, { slot, sequence: found.sequence });
    }
    return best;
  }

  async function write(runId: string, bytes: Uint8Array): Promise<void> {
    if (!newest.has(runId)) await readNewest(runId);
    const before = newest.get(runId) ?? null;
    const slot = before?.slot === "a" ? "b" : "a";
    const sequence = (before?.sequence ?? 0) + 1;
    await files.write(fileName(runId, slot), encodeSlot(sequence, bytes));
    if ((await readSlot(runId, slot))?.sequence !== sequence) {
      throw new StorageFailed(`The checkpoint of run ${runId} did not read back as written`);
    }
    newest.set(runId, { slot, sequence });
  }

  async function remove(runId: string): Promise<void> {
    newest.delete(runId);
    for (const slot of slotNames) await files.remove(fileName(runId, slot));
  }

  return {
    storage: files.storage,
    write: (runId, bytes) => inTurn(() => write(runId, bytes)),
    read: (runId) => inTurn(async () => (await readNewest(runId))?.payload ?? null),
    remove: (runId) => inTurn(() => remove(runId)),
    async sizeBytes() {
      return (await files.list()).reduce((sum, file) => sum + file.sizeBytes, 0);
    },
  };
}

/** A run id may hold any character; a file name may not. */
function fileName(runId: string, slot: SlotName): string {
  return `${encodeURIComponent(runId)}.${slot}`;
}
