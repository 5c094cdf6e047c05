/**
 * Writes runs to storage. Where that fails a run goes on in memory and the page is told; it is tried again
 * with the next save, every few seconds while the run rests, and at once where room was made.
 */
import { inTurn } from "../lib/inTurn.ts";
import type { BestState } from "../protocol/run.ts";
import { Diverged } from "./errors.ts";
import type { Films } from "./film/films.ts";
import type { LiveRun } from "./liveRun.ts";
import type { RunStore } from "./runStore.ts";
import type { StorageHealth } from "./storageHealth.ts";

export interface KeeperTools {
  readonly store: RunStore;
  readonly films: Films;
  readonly health: StorageHealth;
}

/** As often as a run that trains is kept. */
const retryMs = 8000;

export class Keeper {
  readonly #tools: KeeperTools;
  /** Runs whose newest state is in memory alone. */
  readonly #unkept = new Map<string, LiveRun>();
  /** One write after the other: record and weights of one moment stay together. */
  readonly #inTurn = inTurn();
  #retry: ReturnType<typeof setTimeout> | null = null;

  constructor(tools: KeeperTools) {
    this.#tools = tools;
  }

  /** Whether the newest state of a run could not be written yet: it must stay in memory. */
  isUnkept(runId: string): boolean {
    return this.#unkept.has(runId);
  }

  /** The present state as the latest one. @throws Diverged where a number is not finite; then nothing is written */
  keep(run: LiveRun): Promise<void> {
    return this.#inTurn(() => this.#keep(run));
  }

  /**
   * Keeps the present state as the best and as the latest one, so that the way back from losses that run
   * away never leads to a step before the best.
   * @throws Diverged where a number is not finite; then nothing is written
   */
  keepBest(run: LiveRun, best: BestState): Promise<void> {
    return this.#inTurn(() =>
      this.#noting(run, async () => {
        const { record, bytes } = await run.toCheckpoint(best);
        await this.#tools.store.saveBest(run.runId, bytes);
        run.note({ best });
        await this.#tools.store.save(record, bytes);
      }),
    );
  }

  /** Tries again what could not be written. */
  async keepUnkept(): Promise<void> {
    for (const run of [...this.#unkept.values()]) {
      await this.keep(run).catch(() => undefined); // losses that ran away are the training's to notice
    }
  }

  /** The run is gone: nothing of it is to be written any more. */
  forget(runId: string): void {
    this.#unkept.delete(runId);
    if (this.#unkept.size === 0) this.#tools.health.wentWell("run");
  }

  #keep(run: LiveRun): Promise<void> {
    return this.#noting(run, async () => {
      const { record, bytes } = await run.toCheckpoint();
      await this.#tools.store.save(record, bytes);
      await this.#tools.films.keep(run.runId);
    });
  }

  /** @throws what `write` throws when it is Diverged; whatever else fails is tried again */
  async #noting(run: LiveRun, write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.forget(run.runId);
    } catch (error) {
      if (error instanceof Diverged) throw error;
      this.#unkept.set(run.runId, run);
      this.#tools.health.failed("run", error);
      this.#retry ??= setTimeout(() => void this.#tryAgain(), retryMs);
    }
  }

  /** Runs that train keep themselves. */
  async #tryAgain(): Promise<void> {
    this.#retry = null;
    for (const run of [...this.#unkept.values()]) {
      if (run.trainer === null) await this.keep(run).catch(() => undefined); // as above
    }
    if (this.#unkept.size > 0) this.#retry ??= setTimeout(() => void this.#tryAgain(), retryMs);
  }
}
