/**
 * Listens to a worker's beats. Silence counts only while the page itself is awake: a tab that was hidden
 * or frozen, or a machine that slept, has not listened.
 */
import type { Beat } from "../../protocol/signal.ts";

/** The page looks this often. */
export const lookMs = 1000;
/** A look that comes later than this finds a page that has not been awake. */
const asleepMs = 3 * lookMs;
/** Silence beyond what was announced before the worker is given up. */
const graceMs = 5000;

export type Liveness = "well" | "silent" | "lost";

export class Heartbeat {
  readonly #now: () => number;
  /** Above 1 where a worker before this one was given up: perhaps it only needed longer. */
  readonly #patience: number;
  #lastLook: number;
  #silentMs = 0;
  /** null until the first beat: until then its script is loading, which may take any time. */
  #allowanceMs: number | null = null;

  constructor(now: () => number, patience = 1) {
    this.#now = now;
    this.#patience = patience;
    this.#lastLook = now();
  }

  get hasBegun(): boolean {
    return this.#allowanceMs !== null;
  }

  take({ allowanceMs }: Beat): void {
    this.#allowanceMs = allowanceMs;
    this.#silentMs = 0;
  }

  /** To be called every `lookMs`. */
  look(): Liveness {
    const now = this.#now();
    const since = now - this.#lastLook;
    this.#lastLook = now;
    this.#silentMs = since > asleepMs ? 0 : this.#silentMs + since;
    if (this.#allowanceMs === null) return "well";
    const allowanceMs = this.#allowanceMs * this.#patience;
    if (this.#silentMs > allowanceMs + graceMs) return "lost";
    return this.#silentMs > allowanceMs ? "silent" : "well";
  }
}
