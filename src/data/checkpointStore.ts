/**
 * Checkpoint bytes of runs, two slots each, written in turn: whatever happens during a write, the
 * last checkpoint before it can still be read.
 */
import { inTurnFor } from "../lib/inTurn.ts";
import { decodeSlot, encodeSlot, type Slot, sequenceOf } from "./checkpointSlot.ts";
import { decodedName } from "./decodedName.ts";
import { Conflict, StorageFailed } from "./errors.ts";
import type { FileStore } from "./fileStore.ts";

export interface CheckpointStore {
  readonly storage: "kept" | "memory";
  /**
   * Replaces the run's older slot and reads it back; on return the checkpoint is safe.
   * @param isLost asked where another worker has written the run meanwhile: whether it is that one's by now
   * @throws Conflict where it is; StorageFull, StorageFailed; the checkpoint before stays readable
   */
  write(runId: string, bytes: Uint8Array, isLost?: () => Promise<boolean>): Promise<void>;
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

/** What is known of a run's slots. */
interface Known {
  /** Where the newest whole checkpoint lies; null where there is none. */
  readonly newest: SlotName | null;
  /** The largest that a write was begun with; 0 where there was none. */
  readonly sequence: number;
}

interface Found {
  /** Null where it does not prove whole. */
  readonly slot: Slot | null;
  readonly sequence: number;
}

export function createCheckpointStore(files: FileStore): CheckpointStore {
  return new SlottedFiles(files);
}

class SlottedFiles implements CheckpointStore {
  readonly #files: FileStore;
  readonly #known = new Map<string, Known>();
  /** By run: two writes of one must not choose the same slot, and one whose files do not answer holds up no other. */
  readonly #inTurn = inTurnFor<string>();

  constructor(files: FileStore) {
    this.#files = files;
  }

  get storage() {
    return this.#files.storage;
  }

  write(runId: string, bytes: Uint8Array, isLost = async () => false): Promise<void> {
    return this.#inTurn(runId)(async () => {
      while (!(await this.#writeOlder(runId, bytes))) {
        if (await isLost()) throw new Conflict(`Another tab has written run ${runId}`);
        this.#known.delete(runId); // a late write of who had it before
      }
    });
  }

  read(runId: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#inTurn(runId)(async () => (await this.#readNewest(runId))?.payload ?? null);
  }

  async runIds(): Promise<ReadonlySet<string>> {
    const names = await this.#files.names();
    return new Set(names.map(idOfSlot).filter((id) => id !== null));
  }

  forget(runId: string): void {
    this.#known.delete(runId);
  }

  remove(runId: string): Promise<void> {
    return this.#inTurn(runId)(async () => {
      this.#known.delete(runId);
      for (const slot of slotNames) await this.#files.remove(fileName(runId, slot));
    });
  }

  async sizeBytes(): Promise<number> {
    return (await this.#files.list()).reduce((sum, file) => sum + file.sizeBytes, 0);
  }

  /** @returns false where another worker has written since the slots were looked at; then nothing was written */
  async #writeOlder(runId: string, bytes: Uint8Array): Promise<boolean> {
    if (!this.#known.has(runId)) await this.#readNewest(runId);
    const { newest, sequence: before } = this.#known.get(runId) ?? { newest: null, sequence: 0 };
    const slot = newest === "a" ? "b" : "a";
    const sequence = before + 1;
    this.#known.set(runId, { newest, sequence }); // also where it is cut off behind its header
    const isOlder = (start: Uint8Array) => (sequenceOf(start) ?? 0) < sequence;
    try {
      await this.#files.write(fileName(runId, slot), encodeSlot(sequence, bytes), isOlder);
    } catch (error) {
      if (error instanceof Conflict) return false;
      throw error;
    }
    if ((await this.#readSlot(runId, slot)).slot?.sequence !== sequence) {
      throw new StorageFailed(`The checkpoint of run ${runId} did not read back as written`);
    }
    this.#known.set(runId, { newest: slot, sequence });
    return true;
  }

  async #readNewest(runId: string): Promise<Slot | null> {
    let best: Slot | null = null;
    let known: Known = { newest: null, sequence: 0 };
    for (const name of slotNames) {
      const { slot, sequence } = await this.#readSlot(runId, name);
      known = { ...known, sequence: Math.max(known.sequence, sequence) };
      if (!slot || (best && best.sequence > slot.sequence)) continue;
      best = slot;
      known = { ...known, newest: name };
    }
    this.#known.set(runId, known);
    return best;
  }

  async #readSlot(runId: string, name: SlotName): Promise<Found> {
    const file = await this.#files.read(fileName(runId, name));
    const buffer = await file?.arrayBuffer().catch(() => null); // unreadable: proves nothing
    if (!buffer) return { slot: null, sequence: 0 };
    const bytes = new Uint8Array(buffer);
    return { slot: decodeSlot(bytes), sequence: sequenceOf(bytes) ?? 0 };
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
