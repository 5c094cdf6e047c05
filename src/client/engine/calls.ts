/** The calls that one worker has not answered yet, so that all of them can be settled when it is lost. */

/** A worker stopped for good; its calls cannot be answered any more. */
export class WorkerLost extends Error {
  override readonly name = "WorkerLost";
}

export class CallsInFlight {
  readonly #rejecters = new Set<(reason: WorkerLost) => void>();
  #lost: WorkerLost | null = null;

  get size(): number {
    return this.#rejecters.size;
  }

  /**
   * Makes a call, and settles as it does or when the worker is lost, whichever comes first.
   * @throws WorkerLost; whatever the call throws
   */
  make<T>(call: () => Promise<T>): Promise<T> {
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise<T>((resolve, reject) => {
      this.#rejecters.add(reject);
      const settled = async () => call(); // also where it throws before it is made
      settled()
        .then(resolve, reject)
        .finally(() => this.#rejecters.delete(reject));
    });
  }

  /** Rejects every call in flight and every later one. */
  lose(reason: WorkerLost): void {
    this.#lost ??= reason;
    for (const reject of this.#rejecters) reject(this.#lost);
    this.#rejecters.clear();
  }
}
