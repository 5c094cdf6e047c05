/**
 * Notices a training that does not move although its engine answers: a graphics card that never finishes,
 * say. Nothing is ended for it, because it may only be very slow; the user is told and decides.
 */

/** The page looks this often. */
export const lookEveryMs = 5000;
/** A look that comes later than this finds a page that has not been awake. */
const asleepMs = 3 * lookEveryMs;
/** Without any news of a run; measures between its steps can take a minute on a slow machine. */
const leastMs = 180_000;
/** …and at least so many of its steps. */
const leastSteps = 30;

export class Stall {
  #still = 0;
  #lastLook: number | null = null;

  /** There is news of the run, or none that trains. */
  moved(): void {
    this.#still = 0;
  }

  /**
   * To be called every `lookEveryMs` while a run trains.
   * @param now    ms
   * @param stepMs of the run's recent steps; 0 while unknown
   * @returns whether it has stood still for too long
   */
  look(now: number, stepMs: number): boolean {
    const since = now - (this.#lastLook ?? now);
    this.#lastLook = now;
    this.#still = since > asleepMs ? 0 : this.#still + since;
    return this.#still > Math.max(leastMs, leastSteps * stepMs);
  }
}
