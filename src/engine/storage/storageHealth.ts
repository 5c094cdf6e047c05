/**
 * What should be kept and could not be written, thing by thing: each is amiss until it is written itself, or
 * is wanted no more. The page is told of each change.
 */
import { StorageFailed, StorageFull } from "../../data/errors.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import type { StorageTrouble } from "../../protocol/storageUse.ts";

type What = StorageTrouble["what"];

/** Told first where several things cannot be written: what is hardest to make again. */
const order: readonly What[] = ["project", "photo", "run", "result", "film", "settings"];

export class StorageHealth {
  readonly #emit: (event: EngineEvent) => void;
  /** By kind, then by which of its kind. */
  readonly #failures = new Map<What, Map<string, StorageTrouble["failure"]>>();
  /** What the page was told last. */
  #told = JSON.stringify([null, []]);

  constructor(emit: (event: EngineEvent) => void) {
    this.#emit = emit;
  }

  /** Null where nothing is amiss. */
  get trouble(): StorageTrouble | null {
    for (const what of order) {
      const [failure] = this.#failures.get(what)?.values() ?? [];
      if (failure) return { what, failure };
    }
    return null;
  }

  /** Whether anything of this kind is not written. */
  isFailing(what: What): boolean {
    return this.#failures.has(what);
  }

  /**
   * Writes something and takes note of how it went.
   * @param ids which of their kind
   * @throws whatever `write` throws
   */
  async watch<T>(what: What, ids: readonly string[], write: () => Promise<T>): Promise<T> {
    try {
      const result = await write();
      for (const id of ids) this.settled(what, id);
      return result;
    } catch (error) {
      for (const id of ids) this.failed(what, id, error);
      throw error;
    }
  }

  /** @param error any; one that is not of storage says nothing about it */
  failed(what: What, id: string, error: unknown): void {
    if (!(error instanceof StorageFull || error instanceof StorageFailed)) return;
    const failures = this.#failures.get(what) ?? new Map<string, StorageTrouble["failure"]>();
    this.#failures.set(what, failures.set(id, error.name));
    this.#tell();
  }

  /** It is written now, or wanted no more. */
  settled(what: What, id: string): void {
    const failures = this.#failures.get(what);
    if (!failures?.delete(id)) return;
    if (failures.size === 0) this.#failures.delete(what);
    this.#tell();
  }

  /** There is room, and nothing of this kind waits for it. */
  allSettled(what: What): void {
    this.#failures.delete(what);
    this.#tell();
  }

  #tell(): void {
    const { trouble } = this;
    const unwritten = order.filter((what) => this.#failures.has(what));
    const now = JSON.stringify([trouble, unwritten]);
    if (now === this.#told) return;
    this.#told = now;
    this.#emit({ type: "storageTrouble", trouble, unwritten });
  }
}
