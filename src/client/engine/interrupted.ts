/**
 * Which run was under way when the engine was lost, and whether to go on with it: a run that meets the same
 * end again and again without a checkpoint in between is left alone.
 */

/** Ends at the same checkpoint after which a run is not resumed any more. */
const mostEnds = 3;

export class Interrupted {
  /** Runs of which a single step is being taken, which is no reason to train on. */
  readonly #stepping = new Set<string>();
  #runId: string | null = null;
  #isStuck = false;
  /** The newest going on. */
  #last: { readonly runId: string; readonly step: number; readonly ends: number } | null = null;

  /** The run to go on with; null where none was under way. */
  get runId(): string | null {
    return this.#runId;
  }

  /**
   * How much longer than announced the next engine may be silent: more where a run has not taken a step
   * since it went on last, because then the engine may only have been slow.
   */
  get patience(): number {
    return this.#isStuck ? 2 ** (this.#last?.ends ?? 0) : 1;
  }

  /** @param run the one under way at the moment that the engine is lost, as it was seen last */
  note(run: { readonly runId: string; readonly step: number } | undefined): void {
    if (!run || this.#stepping.has(run.runId)) return;
    this.#runId = run.runId;
    this.#isStuck = this.#last?.runId === run.runId && run.step <= this.#last.step;
  }

  /** The run has gone on, or is not to. */
  settle(): void {
    this.#runId = null;
  }

  /** Takes a step of a run that is not to be gone on with when it is interrupted. */
  async stepping<T>(runId: string, act: () => Promise<T>): Promise<T> {
    this.#stepping.add(runId);
    try {
      return await act();
    } finally {
      this.#stepping.delete(runId);
    }
  }

  /** @param step of the checkpoint that the run would go on from @returns whether to go on once more */
  goesOn(runId: string, step: number): boolean {
    const isSame = this.#last?.runId === runId && this.#last.step === step;
    this.#last = { runId, step, ends: isSame ? (this.#last?.ends ?? 0) + 1 : 1 };
    return this.#last.ends <= mostEnds;
  }

  /** Someone asked for the run: the count begins anew. */
  forgive(): void {
    this.#last = null;
  }
}

export const interrupted = new Interrupted();
