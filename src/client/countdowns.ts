/** Acts that are due after a while, and wait as long as someone holds them back. */
export class Countdowns {
  readonly #running = new Map<
    string,
    { readonly act: () => void; leftMs: number; since: number }
  >();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #isHeld = false;

  /** Begins to count for `id`; anew where it did already. */
  start(id: string, ms: number, act: () => void): void {
    this.stop(id);
    this.#running.set(id, { act, leftMs: ms, since: Date.now() });
    if (!this.#isHeld) this.#count(id);
  }

  stop(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#running.delete(id);
  }

  /** All wait, with the time that they have left. */
  hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    for (const [id, entry] of this.#running) {
      clearTimeout(this.#timers.get(id));
      entry.leftMs -= Date.now() - entry.since;
    }
  }

  /** All go on, each for a moment at least: nothing vanishes under a pointer that is just leaving. */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    for (const [id, entry] of this.#running) {
      entry.leftMs = Math.max(entry.leftMs, momentMs);
      this.#count(id);
    }
  }

  #count(id: string): void {
    const entry = this.#running.get(id);
    if (!entry) return;
    entry.since = Date.now();
    const end = () => {
      this.stop(id);
      entry.act();
    };
    this.#timers.set(id, setTimeout(end, entry.leftMs));
  }
}

const momentMs = 1500;
