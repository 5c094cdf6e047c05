/** What can be done with runs: each command finds its run and takes it from one state to the next. */
import { amountOf } from "../../protocol/dataset.ts";
import type { RecoveryReason } from "../../protocol/events.ts";
import type { Film, FilmFrame } from "../../protocol/film.ts";
import type { CheckpointName, RunRecord, TrainRequest } from "../../protocol/run.ts";
import type { DataSet } from "../../protocol/runData.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { memoryNeed } from "../compute/memoryNeed.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { TooLarge, UnknownRun } from "../errors.ts";
import { buildModel } from "../models/builtModel.ts";
import { CalledOff, type LiveRun } from "../training/liveRun.ts";
import { settle, tellLeftOut } from "../training/loop.ts";
import type { Stretch } from "../training/phase.ts";
import { adjustRun } from "./adjusting.ts";
import { assembleRuns, type RunsParts } from "./assembleRuns.ts";
import { branchRun, restoreBest } from "./keptStates.ts";
import { measuring, type View } from "./measuring.ts";
import { freshRecord } from "./runRecords.ts";
import type { RunsTools } from "./runsTools.ts";

export class Runs {
  readonly #parts: RunsParts;

  constructor(tools: RunsTools) {
    this.#parts = assembleRuns(tools);
  }

  /** Every run of the user's, of earlier sessions and of this one. @throws StorageFailed */
  load(): Promise<RunRecord[]> {
    return this.#parts.library.load();
  }

  /** The runs that are shipped with the app; they may come late, or not at all. */
  loadShipped(): Promise<RunRecord[]> {
    return this.#parts.library.loadShipped();
  }

  has(runId: string): boolean {
    return this.#parts.library.has(runId);
  }

  /** The run with its newest weights. @throws UnknownRun, BadCheckpoint, StorageFailed */
  open(runId: string): Promise<LiveRun> {
    return this.#parts.library.get(runId);
  }

  /**
   * Computes with a run, which stays on the device until that is done.
   * @throws UnknownRun, BadCheckpoint, StorageFailed, DeviceLost; whatever `act` throws
   */
  use<T>(runId: string, act: (run: LiveRun) => Promise<T>): Promise<T> {
    return this.#parts.device.noticing(this.#parts.library.use(runId, act));
  }

  /** Sends the sampler a run's newest weights. @throws as `use` */
  handToSampler(runId: string): Promise<void> {
    return this.use(runId, (run) => this.#parts.loop.share(run));
  }

  /** Another sampler has none: sends those of every run on the device, as far as it goes. */
  async handAllToSampler(): Promise<void> {
    for (const run of this.#parts.library.all)
      await run.use(() => this.#parts.loop.share(run)).catch(() => undefined);
  }

  /**
   * Measures a run as it is at the moment, though it may train on meanwhile.
   * @throws as `use`
   */
  measure<T>(runId: string, act: (view: View) => Promise<T>): Promise<T> {
    return this.use(runId, (run) => measuring(this.#parts.registry, run, act));
  }

  /**
   * As `measure`, with the run's patches on the device.
   * @param signal calls the wait for them off
   * @throws as `use`; NotEnoughData; the signal's reason
   */
  measureOnPatches<T>(
    runId: string,
    act: (view: View, patches: ResidentPatches) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.use(runId, (run) =>
      run.patches.use((patches) => {
        tellLeftOut(run, patches, "measured", this.#parts);
        return measuring(this.#parts.registry, run, (view) => act(view, patches));
      }, signal),
    );
  }

  /**
   * @returns what the run is called: as is wished, numbered where another is called so
   * @throws NotEnoughData, LostDataSet, TooLarge, BadCheckpoint, StorageFull, StorageFailed; then there is no such
   *         run, and nothing is left of it
   */
  async train(request: TrainRequest): Promise<string> {
    const { runId, name } = request;
    if (!this.#parts.library.has(runId)) {
      const photos = request.data.list ?? (await this.#parts.store.dataSet(request.data.set));
      this.#requireMemory(request, photos);
    }
    this.#parts.queue.endWait((other) => other !== runId);
    return this.#command(async () => {
      if (this.#parts.library.has(runId)) return this.#parts.library.nameOf(runId); // asked for once more
      await this.#pauseTraining();
      await this.#parts.shared.train(runId);
      await this.#parts.library.whenThere();
      const record = freshRecord(this.#parts.store.taken(request), this.#parts.backend());
      const run = this.#parts.library.make(buildModel(this.#parts.registry, record), record);
      this.#parts.library.add(run);
      try {
        await this.#parts.start(run, {}, () => this.#parts.names.rename(runId, name));
        return this.#parts.library.nameOf(runId);
      } catch (error) {
        await this.#parts.shared.forget(run.runId);
        await this.#parts.store.erase(run.runId).catch(() => undefined); // it is found paused at step 0 then
        throw error;
      }
    });
  }

  #requireMemory({ data, hparams }: TrainRequest, photos: DataSet): void {
    const amount = amountOf({ ...photos, patches: data.patches });
    const { bytes, budget } = memoryNeed(amount, hparams, this.#parts.budget());
    if (bytes > budget) throw new TooLarge(`${bytes} bytes are more than ${budget}`);
  }

  /**
   * Goes on with a paused run, also one of an earlier session.
   * @throws NotEnoughData, BadCheckpoint, StorageFailed and others; then it stays paused
   */
  resume(runId: string, stretch: Stretch = {}): Promise<void> {
    this.#parts.queue.endWait((other) => other !== runId);
    return this.#command(async () => {
      if (this.#parts.library.training?.runId === runId) return;
      await this.#pauseTraining();
      await this.#parts.shared.train(runId);
      await this.#parts.shared.catchUp(runId);
      const run = await this.#parts.queue.onDevice(runId).catch((error: unknown) => {
        if (!(error instanceof CalledOff)) throw error;
      });
      if (run?.state === "paused") await this.#parts.start(run, stretch);
    });
  }

  /** One training step, then paused. @param only the side of the model that alone learns in it */
  async step(runId: string, only?: string): Promise<void> {
    await this.resume(runId, { limit: 1, only });
    await this.#parts.library.onDevice(runId)?.training?.ended;
  }

  pause(runId: string): Promise<void> {
    this.#parts.queue.endWait((own) => own === runId);
    return this.#command(async () => {
      this.#parts.device.callOff(runId);
      if (this.#parts.library.training?.runId === runId) await this.#pauseTraining();
    });
  }

  stop(runId: string): Promise<void> {
    this.#parts.queue.endWait((own) => own === runId);
    return this.#writing(runId, async () => {
      this.#parts.device.callOff(runId);
      await this.#parts.queue.onDevice(runId);
      await this.#parts.library.use(runId, async (run) => {
        run.training?.learning.stop();
        await run.training?.ended;
        if (run.state === "paused") await settle(run, "stopped", this.#parts.loop);
      });
    });
  }

  /**
   * Changes settings of a run that trains or is paused; it goes on from exactly where it was.
   * @throws BadSetting where they cannot be changed so, or the run has ended; then nothing has changed
   */
  adjust(runId: string, changes: Hparams): Promise<void> {
    return this.#writing(runId, async () => {
      await this.#parts.queue.onDevice(runId);
      await this.#parts.library.use(runId, (run) => adjustRun(run, changes, this.#parts.loop));
    });
  }

  /**
   * A new run that stands where a checkpoint of this one does, paused there. One that trains is paused
   * first where its latest state is asked for.
   * @throws UnknownRun, LostWeights, LostBest, BadCheckpoint, StorageFull, StorageFailed; then there is no new run
   */
  branch(runId: string, from: CheckpointName, newRunId: string, name: string): Promise<RunRecord> {
    return this.#command(async () => {
      if (from === "latest" && this.#parts.library.training?.runId === runId)
        await this.#pauseTraining();
      return branchRun(runId, from, { runId: newRunId, name }, this.#parts);
    });
  }

  /**
   * Back to the best state that the run had, paused there; its latest state is given up, or was lost before.
   * @throws UnknownRun, LostBest, BadCheckpoint, StorageFailed; then it stays as it is
   */
  restoreBest(runId: string): Promise<RunRecord> {
    return this.#writing(runId, async () => {
      if (this.#parts.library.training?.runId === runId) await this.#pauseTraining();
      return restoreBest(runId, this.#parts);
    });
  }

  /**
   * At once; it is written after whatever is being written of the run.
   * @returns the name, numbered where another run has it
   * @throws UnknownRun, StorageFull, StorageFailed
   */
  rename(runId: string, name: string): Promise<string> {
    return this.#parts.shared.write(runId, async () => {
      await this.#parts.names.rename(runId, name);
      return this.#parts.library.nameOf(runId);
    });
  }

  /** Writes the record of a run that was deleted; another may be called as it was by now. @throws StorageFull, StorageFailed */
  bringBack(record: RunRecord): Promise<RunRecord> {
    return this.#parts.names.give(record.runId, record.name, async (name) => {
      await this.#parts.store.saveRecord({ ...record, name });
      await this.#parts.library.load();
      return this.#parts.library.record(record.runId);
    });
  }

  /** To the bin. @throws BusyElsewhere, StorageFull, StorageFailed; then it stays */
  delete(runId: string): Promise<void> {
    return this.#removing(runId, () => this.#parts.store.remove(runId));
  }

  /** For good, past the bin, for which there may be no room. @throws BusyElsewhere, StorageFull, StorageFailed; then it stays */
  erase(runId: string): Promise<void> {
    return this.#removing(runId, async () => {
      await this.#parts.store.erase(runId);
      await this.#parts.storedFilms.write(runId, []).catch(() => undefined); // cleared up later
    });
  }

  #removing(runId: string, remove: () => Promise<void>): Promise<void> {
    this.#parts.queue.endWait((own) => own === runId);
    return this.#writing(runId, async () => {
      this.#parts.device.callOff(runId);
      const run = this.#parts.library.onDevice(runId);
      run?.training?.learning.stop();
      await run?.training?.ended;
      await this.#parts.autosave.remove(runId, remove);
      await this.#parts.shared.forget(runId);
    }).catch((error: unknown) => {
      if (!(error instanceof UnknownRun)) throw error; // else another tab has deleted it
    });
  }

  /** Documents were cleared from outside: runs that are not stored are none that somebody deleted. */
  storageCleared(): void {
    this.#parts.store.forgetSeen();
  }

  /** The user's runs, with what other tabs have made of them. @throws StorageFailed */
  refresh(): Promise<RunRecord[]> {
    return this.#parts.shared.refresh();
  }

  /** Takes the turn to train from a tab that does not answer. @param runId of what it trains */
  seizeTraining(runId: string): Promise<void> {
    return this.#parts.shared.seize(runId);
  }

  /** Keeps at once what trains, and tries to write what could not be written. */
  async saveNow(): Promise<void> {
    const run = this.#parts.library.training;
    const keep = run?.trainer?.between(() => this.#parts.autosave.keep(run));
    await Promise.all([keep?.catch(() => undefined), this.#parts.autosave.keepUnkept()]);
  }

  /** Sheets of the run's training so far. @throws UnknownRun, StorageFailed */
  async film(runId: string): Promise<Film> {
    return this.#parts.films.film(runId, this.#parts.library.record(runId).step);
  }

  /** The newest of them; null where there is none. @throws UnknownRun, StorageFailed */
  async lastFrame(runId: string): Promise<FilmFrame | null> {
    return this.#parts.films.lastFrame(runId, this.#parts.library.record(runId).step);
  }

  /** The device is gone, or given up: so is everything on it. What was under way waits for `recover`. */
  leave(): void {
    this.#parts.device.leave();
  }

  /**
   * Another device is there: what was under way goes on from its newest kept state.
   * @param reason what became of the one before; where memory was short it goes on with smaller batches, once
   */
  recover(reason: RecoveryReason): Promise<void> {
    return this.#parts.device.recover(reason);
  }

  /** A command that writes a run, which no other tab may train meanwhile. @throws BusyElsewhere; as `#command` */
  #writing<T>(runId: string, act: () => Promise<T>): Promise<T> {
    return this.#command(() => this.#parts.shared.write(runId, act));
  }

  /** In turn with the others. @throws as `act`, by a name that the page knows where there is one */
  #command<T>(act: () => Promise<T>): Promise<T> {
    return this.#parts.queue.inTurn(async () => {
      try {
        return await this.#parts.device.noticing(act());
      } finally {
        this.#parts.shared.leaveTurn(); // it may have come to nothing
      }
    });
  }

  async #pauseTraining(): Promise<void> {
    const { training } = this.#parts.library;
    training?.training?.learning.pause();
    await training?.training?.ended;
  }
}
