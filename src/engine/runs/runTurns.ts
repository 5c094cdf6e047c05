/**
 * Who may train, and who may write a run, over all tabs: one worker at a time. A run that trains is its
 * worker's alone; of others each command takes the run for as long as it lasts.
 */
import { inTurnFor } from "../../lib/inTurn.ts";
import type { HeldLock, WebLocks } from "../../lib/webLocks.ts";
import { runLock, trainingLock } from "../../protocol/lockNames.ts";
import { BusyElsewhere } from "../errors.ts";

interface Training {
  readonly runId: string;
  readonly turn: HeldLock;
  readonly run: HeldLock;
  /** A command writes the run; it keeps it to its end, though the training ends before. */
  isWritten: boolean;
}

export class RunTurns {
  readonly #locks: WebLocks | null;
  readonly #onStolen: (runId: string) => void;
  #training: Training | null = null;
  /** Runs that were taken away by force: nothing of them is to be written any more. */
  readonly #lost = new Set<string>();
  /** By run: a lock that this worker holds is in no way of its own next command, which waits for it. */
  readonly #queue = inTurnFor<string>();

  /** @param locks null where no other worker can be there */
  constructor(locks: WebLocks | null, onStolen: (runId: string) => void) {
    this.#locks = locks;
    this.#onStolen = onStolen;
  }

  /** Whether another worker may be there. */
  get isShared(): boolean {
    return this.#locks !== null;
  }

  /** Whether another tab took the run away while it was this one's. */
  async isLost(runId: string): Promise<boolean> {
    await this.#locks?.held().catch(() => undefined); // what a page that wakes up has missed comes before the answer
    return this.#lost.has(runId);
  }

  /** Until `leave`. @throws BusyElsewhere where another tab trains, or writes this run */
  async train(runId: string): Promise<void> {
    if (!this.#locks || this.#training?.runId === runId) return;
    this.leave();
    await this.#queue(runId)(async () => {
      const training = await this.#take(trainingLock);
      const run = await this.#take(runLock(runId)).catch((error: unknown) => {
        training.release();
        throw error;
      });
      const held: Training = { runId, turn: training, run, isWritten: false };
      this.#training = held;
      this.#lost.delete(runId);
      for (const { stolen } of [training, run]) void stolen.then(() => this.#lose(held));
    });
  }

  /** Nothing trains here any more. */
  leave(): void {
    const held = this.#training;
    this.#training = null;
    held?.turn.release();
    if (!held?.isWritten) held?.run.release();
  }

  /** Does something that writes a run. @throws BusyElsewhere where another tab trains it; whatever `act` throws */
  write<T>(runId: string, act: () => Promise<T>): Promise<T> {
    if (!this.#locks) return act();
    return this.#queue(runId)(async () => {
      const held = this.#training;
      if (held?.runId === runId) return this.#writeWhileHeld(held, act);
      const lock = await this.#take(runLock(runId));
      this.#lost.delete(runId);
      void lock.stolen.then(() => this.#lost.add(runId));
      try {
        return await act();
      } finally {
        lock.release();
      }
    });
  }

  async #writeWhileHeld<T>(held: Training, act: () => Promise<T>): Promise<T> {
    held.isWritten = true;
    try {
      return await act();
    } finally {
      held.isWritten = false;
      if (this.#training !== held) held.run.release(); // its training has ended meanwhile
    }
  }

  /** Takes the turn from a tab that does not answer; it is free then. @param runId of what it trains */
  async seize(runId: string): Promise<void> {
    for (const name of [runLock(runId), trainingLock]) (await this.#locks?.steal(name))?.release();
  }

  async #take(name: string): Promise<HeldLock> {
    const lock = await this.#locks?.take(name);
    if (!lock) throw new BusyElsewhere(`Another tab holds ${name}`);
    return lock;
  }

  #lose(held: Training): void {
    const isTraining = this.#training === held;
    if (isTraining || held.isWritten) this.#lost.add(held.runId);
    if (!isTraining) return;
    this.leave();
    this.#onStolen(held.runId);
  }
}
