/** Writes runs to storage while they train. Where it fails, a run goes on in memory and the page is told. */
import type { EngineEvent } from "../protocol/engine.ts";
import type { BestState } from "../protocol/run.ts";
import { Diverged } from "./errors.ts";
import { failureName } from "./failure.ts";
import type { Films } from "./film/films.ts";
import type { LiveRun } from "./liveRun.ts";
import type { RunStore } from "./runStore.ts";

export interface KeeperTools {
  readonly store: RunStore;
  readonly films: Films;
  readonly emit: (event: EngineEvent) => void;
}

export class Keeper {
  readonly #tools: KeeperTools;

  constructor(tools: KeeperTools) {
    this.#tools = tools;
  }

  /** The present state as the latest one. @throws Diverged where a number is not finite; then nothing is written */
  async keep(run: LiveRun): Promise<void> {
    try {
      const { record, bytes } = await run.toCheckpoint();
      await this.#tools.store.save(record, bytes);
      await this.#tools.films.keep(run.runId);
    } catch (error) {
      this.#tellUnlessDiverged(run, error);
    }
  }

  /**
   * Keeps the present state as the best and as the latest one, so that the way back from losses that run
   * away never leads to a step before the best.
   * @throws Diverged where a number is not finite; then nothing is written
   */
  async keepBest(run: LiveRun, best: BestState): Promise<void> {
    try {
      const { record, bytes } = await run.toCheckpoint(best);
      await this.#tools.store.saveBest(run.runId, bytes);
      run.note({ best });
      await this.#tools.store.save(record, bytes);
    } catch (error) {
      this.#tellUnlessDiverged(run, error);
    }
  }

  /** @throws error when it is Diverged */
  #tellUnlessDiverged(run: LiveRun, error: unknown): void {
    if (error instanceof Diverged) throw error;
    const failure = failureName(error);
    this.#tools.emit({ type: "runState", runId: run.runId, state: run.state, failure });
  }
}
