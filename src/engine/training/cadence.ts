/** When something that interrupts training is due again: at an interval that grows with its cost. */

export interface Pace {
  readonly everyMs: number;
  /** Largest share of the time that it may take, 0…1. */
  readonly share: number;
  /** Waits one interval before the first time, instead of being due at once. */
  readonly waitsFirst?: boolean;
}

export class Cadence {
  readonly #pace: Pace;
  readonly #now: () => number;
  #next: number;

  constructor(pace: Pace, now: () => number) {
    this.#pace = pace;
    this.#now = now;
    this.#next = pace.waitsFirst ? now() + pace.everyMs : Number.NEGATIVE_INFINITY;
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
