/**
 * Keeps the queue of a device that computes by itself short, so that a request between two training steps
 * waits for one of them and little more. Always waiting for a step's end would leave a fast device idle.
 */

/** Work that may be waiting besides the step under way, ms. */
const spareMs = 10;
/** Unread losses of that many steps fit everywhere. */
const mostSteps = 8;

export class Backlog {
  readonly #whenDone: () => Promise<unknown>;
  readonly #now: () => number;
  /** One a step that the device has not finished, oldest first. */
  readonly #pending: Promise<void>[] = [];
  #stepMs = Number.POSITIVE_INFINITY;
  #lastDone = Number.NEGATIVE_INFINITY;

  /**
   * @param whenDone resolves when the device has done all that it was given so far; a rejection counts as
   *                 that too: whoever reads from a lost device is told
   * @param now      milliseconds
   */
  constructor(whenDone: () => Promise<unknown>, now: () => number) {
    this.#whenDone = whenDone;
    this.#now = now;
  }

  /** Call when a step has been enqueued. */
  add(): void {
    const added = this.#now();
    const finish = () => {
      const now = this.#now();
      this.#stepMs = now - Math.max(added, this.#lastDone);
      this.#lastDone = now;
      this.#pending.shift(); // a queue finishes in order
    };
    this.#pending.push(this.#whenDone().then(finish, finish));
  }

  /** Resolves when another step may be enqueued. */
  async drain(): Promise<void> {
    while (this.#pending.length >= this.#mostPending()) await this.#pending[0];
  }

  #mostPending(): number {
    return Math.min(mostSteps, 1 + Math.floor(spareMs / this.#stepMs));
  }
}
