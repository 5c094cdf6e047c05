/** Runs are all tabs' runs: what others write of them counts here, and what is written here takes its turn. */
import type { RunRecord } from "../../protocol/run.ts";
import { UnknownRun } from "../errors.ts";
import type { Films } from "../film/films.ts";
import { withDefaults } from "../models/builtModel.ts";
import type { Autosave } from "../training/autosave.ts";
import type { CommandQueue } from "./commandQueue.ts";
import type { DeviceChanges } from "./deviceChanges.ts";
import type { Library } from "./library.ts";
import type { RunsTools } from "./runsTools.ts";
import { RunTurns } from "./runTurns.ts";

interface SharedTools extends Pick<RunsTools, "registry" | "store" | "feed" | "locks"> {
  readonly storedFilms: RunsTools["films"];
  readonly library: Library;
  readonly queue: CommandQueue;
  readonly device: DeviceChanges;
  readonly autosave: Autosave;
  readonly films: Films;
}

export class SharedRuns {
  readonly #tools: SharedTools;
  readonly #turns: RunTurns;

  constructor(tools: SharedTools) {
    this.#tools = tools;
    this.#turns = new RunTurns(tools.locks, (runId) => this.#giveWay(runId));
  }

  /** Whether another tab took the run away while it was this one's. */
  isLost(runId: string): Promise<boolean> {
    return this.#turns.isLost(runId);
  }

  /** Until nothing is under way here. @throws BusyElsewhere where another tab trains, or writes this run */
  train(runId: string): Promise<void> {
    return this.#turns.train(runId);
  }

  /** Takes the turn to train from a tab that does not answer. @param runId of what it trains */
  seize(runId: string): Promise<void> {
    return this.#turns.seize(runId);
  }

  /** Another tab may train once nothing is under way here. */
  leaveTurn(): void {
    const { library, device } = this.#tools;
    if (!library.isBusy && device.interruptedRunId === null) this.#turns.leave();
  }

  /** After what other tabs have made of the run. @throws BusyElsewhere; UnknownRun; whatever `act` throws */
  write<T>(runId: string, act: () => Promise<T>): Promise<T> {
    return this.#turns.write(runId, async () => {
      await this.catchUp(runId);
      return act();
    });
  }

  /**
   * What another tab has written of a run takes the place of what is known here.
   * @throws UnknownRun where it was deleted there; it is not known here either then
   */
  async catchUp(runId: string): Promise<void> {
    if (!this.#turns.isShared || this.#isUnderWay(runId)) return;
    this.#forgetStored(runId);
    const record = await this.#tools.store.newsOf(runId).catch(async (error: unknown) => {
      if (error instanceof UnknownRun) await this.forget(runId);
      throw error;
    });
    if (record) await this.#replace(record);
  }

  /** The user's runs, with what other tabs have made of them. @throws StorageFailed */
  refresh(): Promise<RunRecord[]> {
    const { queue, store, library } = this.#tools;
    return queue.inTurn(async () => {
      const { changed, goneIds } = await store.news();
      for (const record of changed) await this.#replace(record);
      for (const runId of goneIds) if (!this.#isUnderWay(runId)) await this.forget(runId);
      return library.own;
    });
  }

  /** Of a run that is not to be here any more. */
  async forget(runId: string): Promise<void> {
    const { device, library, autosave, feed, films } = this.#tools;
    device.callOff(runId); // its device may have gone meanwhile
    library.remove(runId);
    await autosave.forget(runId);
    feed.forget(runId);
    films.remove(runId);
  }

  /** A state that could not be written here stays, with the other tab's name, unless that one went further. */
  async #replace(record: RunRecord): Promise<void> {
    const { library, autosave, registry } = this.#tools;
    const { runId } = record;
    if (this.#isUnderWay(runId)) return;
    const unkept = autosave.unkept(runId);
    if (unkept && unkept.record.step >= record.step) {
      library.rename(runId, record.name);
      return;
    }
    await this.forget(runId);
    this.#forgetStored(runId);
    library.put(withDefaults(registry, record));
  }

  /** Which of its files is the newest is looked up anew. */
  #forgetStored(runId: string): void {
    this.#tools.store.forgetSlots(runId);
    this.#tools.storedFilms.forget();
  }

  #isUnderWay(runId: string): boolean {
    const { library, device } = this.#tools;
    const kind = library.onDevice(runId)?.phase.kind;
    return kind === "training" || kind === "preparing" || device.interruptedRunId === runId;
  }

  /** Another tab has taken the run that trains here: it stops, and nothing more of it is written. */
  #giveWay(runId: string): void {
    const { device, queue, library } = this.#tools;
    device.callOff(runId);
    queue.endWait((own) => own === runId);
    library.onDevice(runId)?.training?.learning.pause();
  }
}
