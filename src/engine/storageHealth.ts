/** Whether what should be kept can be written at present; the page is told of each change. */
import { StorageFailed, StorageFull } from "../data/errors.ts";
import type { EngineEvent, StorageTrouble } from "../protocol/engine.ts";

type What = StorageTrouble["what"];

/** Told first where several things cannot be written: what is hardest to make again. */
const order: readonly What[] = ["project", "photo", "run", "result", "film", "settings"];

export class StorageHealth {
  readonly #emit: (event: EngineEvent) => void;
  readonly #failures = new Map<What, StorageTrouble["failure"]>();
  #told: StorageTrouble | null = null;

  constructor(emit: (event: EngineEvent) => void) {
    this.#emit = emit;
  }

  /** Null where nothing is amiss. */
  get trouble(): StorageTrouble | null {
    for (const what of order) {
      const failure = this.#failures.get(what);
      if (failure) return { what, failure };
    }
    return null;
  }

  /** Whether this could not be written the last time. */
  isFailing(what: What): boolean {
    return this.#failures.has(what);
  }

  /** Writes something and takes note of how it went. @throws whatever `write` throws */
  async watch<T>(what: What, write: () => Promise<T>): Promise<T> {
    try {
      const result = await write();
      this.wentWell(what);
      return result;
    } catch (error) {
      this.failed(what, error);
      throw error;
    }
  }

  /** @param error any; one that is not of storage says nothing about it */
  failed(what: What, error: unknown): void {
    if (!(error instanceof StorageFull || error instanceof StorageFailed)) return;
    this.#failures.set(what, error.name);
    this.#tell();
  }

  /** Everything of this kind is written now. */
  wentWell(what: What): void {
    this.#failures.delete(what);
    this.#tell();
  }

  #tell(): void {
    const { trouble } = this;
    if (trouble?.what === this.#told?.what && trouble?.failure === this.#told?.failure) return;
    this.#told = trouble;
    this.#emit({ type: "storageTrouble", trouble });
  }
}
