/**
 * Writes runs to storage, one write after the other. Where that fails a run goes on in memory and the page
 * is told; it is tried again with the next save, every few seconds while the run rests, and at once where
 * room was made.
 */
import { Conflict, StorageFailed, StorageFull } from "../../data/errors.ts";
import { inTurn } from "../../lib/inTurn.ts";
import type { BestState, RunRecord } from "../../protocol/run.ts";
import type { RunStore } from "../checkpoints/runStore.ts";
import { BusyElsewhere, UnknownRun } from "../errors.ts";
import type { Films } from "../film/films.ts";
import type { StorageHealth } from "../storage/storageHealth.ts";
import type { KeptState, LiveRun } from "./liveRun.ts";

export interface KeeperTools {
  readonly store: RunStore;
  readonly films: Films;
  readonly health: StorageHealth;
  /** What a run is called by now, whatever it was when its state was taken. */
  readonly nameOf: (runId: string) => string;
  /** Whether the run is another tab's by now: then nothing of it is written here. */
  readonly isLost: (runId: string) => Promise<boolean>;
  /** Writes a run in its turn among all tabs, and after what they have made of it. @throws BusyElsewhere */
  readonly writing: (runId: string, act: () => Promise<void>) => Promise<void>;
}

/** As often as a run that trains is kept. */
const retryMs = 8000;

export class Autosave {
  readonly #tools: KeeperTools;
  /** The newest states that are in memory alone, by run. */
  readonly #unkept = new Map<string, KeptState>();
  readonly #inTurn = inTurn();
  #retry: ReturnType<typeof setTimeout> | null = null;

  constructor(tools: KeeperTools) {
    this.#tools = tools;
  }

  /** The newest state of a run, where it could not be written yet; then storage has an older one, or none. */
  unkept(runId: string): KeptState | null {
    return this.#unkept.get(runId) ?? null;
  }

  /**
   * The present state as the latest one.
   * @param changes what the kept record says else than the run by now
   * @throws Diverged where a number is not finite; then nothing is written. Whatever the device throws
   */
  async keep(
    run: LiveRun,
    changes: Partial<Pick<RunRecord, "state" | "failure">> = {},
  ): Promise<void> {
    await this.keepState(await run.toCheckpoint(changes));
  }

  /** A state that was read before, as the latest one. */
  keepState(kept: KeptState): Promise<void> {
    return this.#inTurn(() => this.#write(kept));
  }

  /**
   * Keeps the present state as the best and as the latest one, so that the way back from losses that run
   * away never leads to a step before the best.
   * @throws as `keep`
   */
  async keepBest(run: LiveRun, best: BestState): Promise<void> {
    const kept = await run.toCheckpoint({ best });
    await this.#inTurn(async () => {
      const { store, isLost } = this.#tools;
      if (await isLost(run.runId)) return;
      try {
        await store.saveBest(run.runId, kept.bytes, () => isLost(run.runId));
      } catch (error) {
        const { best: _, ...record } = kept.record; // it is not there
        const { best: known } = run.record;
        this.#failed({ ...kept, record: { ...record, ...(known && { best: known }) } }, error);
        return;
      }
      run.note({ best });
      await this.#write(kept);
    });
  }

  /**
   * What a run is called by now. All else stays as it is stored, so that it is never ahead of its weights.
   * @param record written where none is stored
   * @throws StorageFull, StorageFailed
   */
  keepName(record: RunRecord): Promise<void> {
    const { store } = this.#tools;
    return this.#inTurn(() => this.#writeRecord(store.stored(record.runId) ?? record));
  }

  async #writeRecord(record: RunRecord): Promise<void> {
    const { store, nameOf, isLost } = this.#tools;
    const { runId } = record;
    if (await isLost(runId)) return;
    await store.saveRecord({ ...record, name: nameOf(runId) }, () => isLost(runId));
  }

  /** Holds a state that the device can give no more, until it is written. */
  salvage(kept: KeptState): void {
    this.#unkept.set(kept.record.runId, kept);
    void this.#tryAgain();
  }

  /** Tries again what could not be written. */
  async keepUnkept(): Promise<void> {
    await Promise.all([...this.#unkept.values()].map((kept) => this.#rewrite(kept)));
    await Promise.all(this.#tools.films.unkept.map((runId) => this.#rewriteFilm(runId)));
  }

  /**
   * Removes a run after whatever is being written of it; nothing of it is written any more then.
   * @throws BusyElsewhere where it is another tab's by now; what `remove` throws; then all stays as it is
   */
  async remove(runId: string, remove: () => Promise<void>): Promise<void> {
    await this.#inTurn(async () => {
      if (await this.#tools.isLost(runId)) throw new BusyElsewhere(`Another tab has run ${runId}`);
      await remove();
      this.#isWritten(runId);
    });
  }

  /** The run is gone: nothing of it is to be written any more. Resolves when nothing is under way. */
  async forget(runId: string): Promise<void> {
    this.#isWritten(runId);
    await this.#inTurn(async () => this.#isWritten(runId));
  }

  /** Unless something newer of the run was written, or it went, meanwhile; later where another tab writes it now. */
  async #rewrite(kept: KeptState): Promise<void> {
    const { runId } = kept.record;
    if (await this.#tools.isLost(runId)) return this.#isWritten(runId);
    const write = () =>
      this.#inTurn(async () => {
        if (this.#unkept.get(runId) === kept) await this.#write(kept);
      });
    await this.#tools.writing(runId, write).catch(unlessElsewhere);
  }

  async #rewriteFilm(runId: string): Promise<void> {
    const { films, isLost, writing } = this.#tools;
    if (await isLost(runId)) return films.remove(runId); // its new owner keeps its own
    await writing(runId, () => this.#inTurn(() => films.keep(runId))).catch(unlessElsewhere);
  }

  async #write(kept: KeptState): Promise<void> {
    const { store, films, nameOf, isLost } = this.#tools;
    const { record, bytes } = kept;
    const { runId } = record;
    if (await isLost(runId)) return this.#isWritten(runId);
    try {
      const named = { ...record, name: nameOf(runId) };
      await store.save(named, bytes, () => isLost(runId)); // a page may be frozen in the midst of it
    } catch (error) {
      this.#failed(kept, error);
      return;
    }
    this.#isWritten(runId);
    await films.keep(runId);
    this.#tryLater();
  }

  /** @throws error where it is not of storage */
  #failed(kept: KeptState, error: unknown): void {
    if (error instanceof Conflict) {
      this.#isWritten(kept.record.runId); // by the run's new owner
      return;
    }
    if (!(error instanceof StorageFull || error instanceof StorageFailed)) throw error;
    this.#unkept.set(kept.record.runId, kept);
    this.#tools.health.failed("run", kept.record.runId, error);
    this.#tryLater();
  }

  #isWritten(runId: string): void {
    this.#unkept.delete(runId);
    this.#tools.health.settled("run", runId);
  }

  async #tryAgain(): Promise<void> {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    await this.keepUnkept().catch(() => undefined); // told
    this.#tryLater();
  }

  /** Where anything is not written. */
  #tryLater(): void {
    if (this.#unkept.size + this.#tools.films.unkept.length === 0) return;
    this.#retry ??= setTimeout(() => void this.#tryAgain(), retryMs);
  }
}

/** Another tab has the run just now, or has deleted it. */
function unlessElsewhere(error: unknown): void {
  if (!(error instanceof BusyElsewhere || error instanceof UnknownRun)) throw error;
}
