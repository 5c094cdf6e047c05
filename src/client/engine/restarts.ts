/** When a worker that ended is started again: a little later each time, and not for ever. */

const windowMs = 60_000;
/** Before the first, second and third start within the window. */
const waitsMs = [250, 1000, 4000] as const;

export class Restarts {
  readonly #now: () => number;
  #times: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long to wait before the next start, ms; null after three of them in a minute. */
  next(): number | null {
    const now = this.#now();
    this.#times = this.#times.filter((time) => now - time < windowMs);
    const wait = waitsMs[this.#times.length];
    if (wait === undefined) return null;
    this.#times.push(now);
    return wait;
  }

  /** Someone asked for a start: the count begins anew. */
  forget(): void {
    this.#times = [];
  }
}
