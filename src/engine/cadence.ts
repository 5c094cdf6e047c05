/** When something that interrupts training is due again: at an interval that grows with its cost. */

export interface Pace {
  readonly everyMs: number;
  /** Largest share of the time that it may take, 0…1. */
  readonly share: number;
}

export class Cadence {
  readonly #pace: Pace;
  readonly #now: () => number;
  #next = Number.NEGATIVE_INFINITY;

  /** Due at once the first time. */
  constructor(pace: Pace, now: () => number) {
    this.#pace = pace;
    this.#now = now;
  }

  isDue(): boolean {
    return this.#now() >= this.#next;
  }

  /** Does it now and puts off the next time. */
  async time(act: () => Promise<void>): Promise<void> {
    const started = this.#now();
    await act();
    const cost = this.#now() - started;
    this.#next = this.#now() + Math.max(this.#pace.everyMs, cost / this.#pace.share - cost);
  }
}
