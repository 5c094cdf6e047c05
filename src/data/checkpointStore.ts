/**
 * Checkpoint bytes of runs, two slots each, written in turn: whatever happens during a write, the
 * last checkpoint before it can still be read.
 */
import { decodeSlot, encodeSlot, type Slot } from "./checkpointSlot.ts";
import { decodedName } from "./decodedName.ts";
import { StorageFailed } from "./errors.ts";
import type { FileStore } from "./fileStore.ts";

export interface CheckpointStore {
  readonly storage: "kept" | "memory";
  /**
   * Replaces the run's older slot and reads it back; on return the checkpoint is safe.
   * @throws StorageFull, StorageFailed; the checkpoint before stays readable
   */
  write(runId: string, bytes: Uint8Array): Promise<void>;
  /** The newest checkpoint that proves whole, null when there is none. Throws `StorageFailed`. */
  read(runId: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The runs that have a file; whether one of it proves whole, only reading tells. @throws StorageFailed */
  runIds(): Promise<ReadonlySet<string>>;
  /** Another worker may have written the run: its slots are looked at anew. */
  forget(runId: string): void;
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

export function createCheckpointStore(files: FileStore): CheckpointStore {
  return new SlottedFiles(files);
}

class SlottedFiles implements CheckpointStore {
  readonly #files: FileStore;
  readonly #newest = new Map<string, Newest | null>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(files: FileStore) {
    this.#files = files;
  }

  get storage() {
    return this.#files.storage;
  }

  write(runId: string, bytes: Uint8Array): Promise<void> {
    return this.#inTurn(() => this.#writeOlder(runId, bytes));
  }

  read(runId: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#inTurn(async () => (await this.#readNewest(runId))?.payload ?? null);
  }

  async runIds(): Promise<ReadonlySet<string>> {
    const names = await this.#files.names();
    return new Set(names.map(idOfSlot).filter((id) => id !== null));
  }

  forget(runId: string): void {
    this.#newest.delete(runId);
  }

  remove(runId: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#newest.delete(runId);
      for (const slot of slotNames) await this.#files.remove(fileName(runId, slot));
    });
  }

  async sizeBytes(): Promise<number> {
    return (await this.#files.list()).reduce((sum, file) => sum + file.sizeBytes, 0);
  }

  /** One act after the other: two writes of one run must not choose the same slot. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(act);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #writeOlder(runId: string, bytes: Uint8Array): Promise<void> {
    if (!this.#newest.has(runId)) await this.#readNewest(runId);
    const before = this.#newest.get(runId) ?? null;
    const slot = before?.slot === "a" ? "b" : "a";
    const sequence = (before?.sequence ?? 0) + 1;
    await this.#files.write(fileName(runId, slot), encodeSlot(sequence, bytes));
    if ((await this.#readSlot(runId, slot))?.sequence !== sequence) {
      throw new StorageFailed(`The checkpoint of run ${runId} did not read back as written`);
    }
    this.#newest.set(runId, { slot, sequence });
  }

  async #readNewest(runId: string): Promise<Slot | null> {
    let best: Slot | null = null;
    this.#newest.set(runId, null);
    for (const slot of slotNames) {
      const found = await this.#readSlot(runId, slot);
      if (!found || (best && best.sequence > found.sequence)) continue;
      best = found;
      this.#newest.set(runId, { slot, sequence: found.sequence });
    }
    return best;
  }

  async #readSlot(runId: string, slot: SlotName): Promise<Slot | null> {
    const file = await this.#files.read(fileName(runId, slot));
    const buffer = await file?.arrayBuffer().catch(() => null); // unreadable: proves nothing
    return buffer ? decodeSlot(new Uint8Array(buffer)) : null;
  }
}

/** A run id may hold any character; a file name may not. */
function fileName(runId: string, slot: SlotName): string {
  return `${encodeURIComponent(runId)}.${slot}`;
}

/** The run whose checkpoint, latest or best, a file of this name is; null for a file that is no slot. */
export const runOfSlot = (name: string): string | null => idOfSlot(name)?.split("/")[0] ?? null; // no run id has a slash

/** What it was written as; null for a file that is no slot. */
function idOfSlot(name: string): string | null {
  const [, encoded] = /^(.+)\.[ab]$/.exec(name) ?? [];
  return encoded === undefined ? null : decodedName(encoded);
}
