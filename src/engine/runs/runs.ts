/** What can be done with runs: each command finds its run and takes it from one state to the next. */
import type { FilmStore } from "../../data/filmStore.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { inTurn } from "../../lib/inTurn.ts";
import { Lifeline } from "../../lib/lifeline.ts";
import type { WebLocks } from "../../lib/webLocks.ts";
import type { BackendName } from "../../protocol/backend.ts";
import type { EngineEvent, RecoveryReason } from "../../protocol/events.ts";
import type { Film, FilmFrame } from "../../protocol/film.ts";
import type { CheckpointName, RunRecord, TrainRequest } from "../../protocol/run.ts";
import type { Hparams } from "../../protocol/spec.ts";
import type { Checkpoint } from "../checkpoints/checkpoint.ts";
import type { RunStore } from "../checkpoints/runStore.ts";
import { failureName, namedError } from "../compute/failure.ts";
import { memoryNeed } from "../compute/memoryNeed.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { BadSetting, LostBest, TooLarge, UnknownRun } from "../errors.ts";
import { Films } from "../film/films.ts";
import type { OpenWeightCopy } from "../inference/weightCopy.ts";
import type { WeightFeed } from "../inference/weightFeed.ts";
import { buildModel, definitionOf, type Registry, withDefaults } from "../models/builtModel.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import type { StorageHealth } from "../storage/storageHealth.ts";
import { adjusted, withSmallerBatch } from "../training/adjusted.ts";
import { Autosave } from "../training/autosave.ts";
import { CalledOff, type LiveRun } from "../training/liveRun.ts";
import {
  type LoopTools,
  remakeStepping,
  settle,
  startTraining,
  tellLeftOut,
} from "../training/loop.ts";
import type { Stretch } from "../training/phase.ts";
import { showPreview } from "../training/trainRun.ts";
import { type Abandoned, Library } from "./library.ts";
import { measuring, type View } from "./measuring.ts";
import { RunNames } from "./runNames.ts";
import { branchedRecord, freshRecord } from "./runRecords.ts";
import { RunTurns } from "./runTurns.ts";

export interface RunsTools {
  readonly registry: Registry;
  readonly store: RunStore;
  readonly films: FilmStore;
  readonly resolvePhoto: ResolvePhoto;
  readonly feed: WeightFeed;
  readonly health: StorageHealth;
  readonly emit: (event: EngineEvent, transfer?: Transferable[]) => void;
  readonly backend: () => BackendName;
  /** Of the backend in use; null where it has none. */
  readonly compiler: () => CompileStep | null;
  /** Room for weights that compiled programs read, on the backend in use; null where it has no compiler. */
  readonly openWeights: () => OpenWeightCopy | null;
  /** Resolves when the device in use has done all that it was given so far. */
  readonly whenDone: () => Promise<unknown>;
  /** Bytes that training may take. */
  readonly budget: () => number;
  readonly isDeviceLost: () => boolean;
  /**
   * An error out of work on the device.
   * @returns whether it was the device's; then `leave` has been called, and `recover` will be
   */
  readonly deviceFailed: (error: unknown) => boolean;
  /** Of all tabs; null where no other can be there. */
  readonly locks: WebLocks | null;
}

export class Runs {
  readonly #tools: RunsTools;
  readonly #films: Films;
  readonly #autosave: Autosave;
  readonly #library: Library;
  readonly #loop: LoopTools;
  readonly #turns: RunTurns;
  readonly #names: RunNames;
  /** What was under way when the device went, until it goes on or somebody calls it off. */
  #interrupted: Abandoned | null = null;
  /** Devices that were left behind. */
  #left = 0;
  /** What the command under way waits for, of which run. */
  #reading: { readonly runId: string; readonly line: Lifeline } | null = null;
  /** One command after the other, so that no two decide on the same state. */
  readonly #inTurn = inTurn();

  constructor(tools: RunsTools) {
    const { store, films, health, registry, resolvePhoto } = tools;
    const emit: RunsTools["emit"] = (event, transfer) => {
      try {
        tools.emit(event, transfer);
      } catch (error) {
        console.warn(`The page was not told of ${event.type}: ${error}`); // nothing here depends on it
      }
    };
    this.#tools = { ...tools, emit };
    const isLost = (runId: string) => this.#turns.isLost(runId);
    this.#films = new Films({ store: films, emit, health, isLost });
    this.#library = new Library({
      registry,
      store,
      resolvePhoto,
      openWeights: tools.openWeights,
      unkept: (runId) => this.#autosave.unkept(runId),
      share: (run) => this.#share(run),
      onState: (runId, state, failure) => {
        emit({ type: "runState", runId, state, ...(failure !== undefined && { failure }) });
        void this.#inTurn(async () => this.#leaveTurn()); // not while a command is on its way with another run
      },
      onElsewhere: (record) => emit({ type: "foundElsewhere", runId: record.runId, record }),
    });
    this.#turns = new RunTurns(tools.locks, (runId) => this.#giveWay(runId));
    this.#names = new RunNames(tools.locks, (runId) => this.#namesBeside(runId));
    const nameOf = (runId: string) => this.#library.nameOf(runId);
    this.#autosave = new Autosave({
      store,
      films: this.#films,
      health,
      nameOf,
      isLost,
      writing: (runId, act) => this.#inItsTurn(runId, act),
    });
    this.#loop = {
      ...this.#tools,
      films: this.#films,
      autosave: this.#autosave,
      share: (run) => this.#share(run),
    };
  }

  /** Every run of the user's, of earlier sessions and of this one. @throws StorageFailed */
  load(): Promise<RunRecord[]> {
    return this.#library.load();
  }

  /** The runs that are shipped with the app; they may come late, or not at all. */
  loadShipped(): Promise<RunRecord[]> {
    return this.#library.loadShipped();
  }

  has(runId: string): boolean {
    return this.#library.has(runId);
  }

  /** The run with its newest weights. @throws UnknownRun, BadCheckpoint, StorageFailed */
  open(runId: string): Promise<LiveRun> {
    return this.#library.get(runId);
  }

  /**
   * Computes with a run, which stays on the device until that is done.
   * @throws UnknownRun, BadCheckpoint, StorageFailed, DeviceLost; whatever `act` throws
   */
  use<T>(runId: string, act: (run: LiveRun) => Promise<T>): Promise<T> {
    return this.#noticing(this.#library.use(runId, act));
  }

  /** Sends the sampler a run's newest weights. @throws as `use` */
  handToSampler(runId: string): Promise<void> {
    return this.use(runId, (run) => this.#share(run));
  }

  /** Another sampler has none: sends those of every run on the device, as far as it goes. */
  async handAllToSampler(): Promise<void> {
    for (const run of this.#library.all)
      await run.use(() => this.#share(run)).catch(() => undefined);
  }

  /**
   * Measures a run as it is at the moment, though it may train on meanwhile.
   * @throws as `use`
   */
  measure<T>(runId: string, act: (view: View) => Promise<T>): Promise<T> {
    return this.use(runId, (run) => measuring(this.#tools.registry, run, act));
  }

  /** As `measure`, with the run's patches on the device. @throws as `use`; NotEnoughData */
  measureOnPatches<T>(
    runId: string,
    act: (view: View, patches: ResidentPatches) => Promise<T>,
  ): Promise<T> {
    return this.use(runId, (run) =>
      run.patches.use((patches) => {
        tellLeftOut(run, patches, "measured", this.#tools);
        return measuring(this.#tools.registry, run, (view) => act(view, patches));
      }),
    );
  }

  /**
   * @returns what the run is called: as is wished, numbered where another is called so
   * @throws NotEnoughData, TooLarge, BadCheckpoint, StorageFull, StorageFailed; then there is no such run, and nothing
   *         is left of it
   */
  async train(request: TrainRequest): Promise<string> {
    const { runId, name } = request;
    if (!this.#library.has(runId)) this.#requireMemory(request);
    this.#endWait((other) => other !== runId);
    return this.#command(async () => {
      if (this.#library.has(runId)) return this.#library.nameOf(runId); // asked for once more
      await this.#pauseTraining();
      await this.#turns.train(runId);
      await this.#library.whenThere();
      const record = freshRecord(request, this.#tools.backend());
      const run = this.#library.make(buildModel(this.#tools.registry, record), record);
      this.#library.add(run);
      try {
        await this.#start(run, {}, () =>
          this.#names.give(runId, name, (own) => this.#call(runId, own)),
        );
        return this.#library.nameOf(runId);
      } catch (error) {
        await this.#forget(run.runId);
        await this.#tools.store.erase(run.runId).catch(() => undefined); // it is found paused at step 0 then
        throw error;
      }
    });
  }

  #requireMemory({ data, hparams }: TrainRequest): void {
    const { bytes, budget } = memoryNeed(data, hparams, this.#tools.budget());
    if (bytes > budget) throw new TooLarge(`${bytes} bytes are more than ${budget}`);
  }

  /**
   * Goes on with a paused run, also one of an earlier session.
   * @throws NotEnoughData, BadCheckpoint, StorageFailed and others; then it stays paused
   */
  resume(runId: string, stretch: Stretch = {}): Promise<void> {
    this.#endWait((other) => other !== runId);
    return this.#command(async () => {
      if (this.#library.training?.runId === runId) return;
      await this.#pauseTraining();
      await this.#turns.train(runId);
      await this.#catchUp(runId);
      const run = await this.#onDevice(runId).catch((error: unknown) => {
        if (!(error instanceof CalledOff)) throw error;
      });
      if (run?.state === "paused") await this.#start(run, stretch);
    });
  }

  /** One training step, then paused. @param only the side of the model that alone learns in it */
  async step(runId: string, only?: string): Promise<void> {
    await this.resume(runId, { limit: 1, only });
    await this.#library.onDevice(runId)?.training?.ended;
  }

  pause(runId: string): Promise<void> {
    this.#endWait((own) => own === runId);
    return this.#command(async () => {
      this.#callOff(runId);
      if (this.#library.training?.runId === runId) await this.#pauseTraining();
    });
  }

  stop(runId: string): Promise<void> {
    this.#endWait((own) => own === runId);
    return this.#writing(runId, async () => {
      this.#callOff(runId);
      await this.#onDevice(runId);
      await this.#library.use(runId, async (run) => {
        run.trainer?.stop();
        await run.training?.ended;
        if (run.state === "paused") await settle(run, "stopped", this.#loop);
      });
    });
  }

  /**
   * Changes settings of a run that trains or is paused; it goes on from exactly where it was.
   * @throws BadSetting where they cannot be changed so, or the run has ended; then nothing has changed
   */
  adjust(runId: string, changes: Hparams): Promise<void> {
    return this.#writing(runId, async () => {
      await this.#onDevice(runId);
      await this.#library.use(runId, (run) => this.#adjust(run, changes));
    });
  }

  async #adjust(run: LiveRun, changes: Hparams): Promise<void> {
    const definition = definitionOf(this.#tools.registry, run.record.modelId);
    if (!adjusted(run.record, definition, changes)) return;
    const { training } = run;
    if (training && training.stretch.limit === undefined) {
      const { trainer } = training;
      await trainer.between(() => this.#apply(run, changes));
      void trainer.between(() => this.#autosave.keep(run)).catch(() => undefined); // seen to by the loop
      return;
    }
    await training?.ended; // of a single step
    if (run.state !== "paused") throw new BadSetting(`The run ${run.runId} has ended`);
    await this.#apply(run, changes);
    await this.#autosave.keep(run);
    await this.#share(run);
  }

  /**
   * A new run that stands where a checkpoint of this one does, paused there. One that trains is paused
   * first where its latest state is asked for.
   * @throws UnknownRun, LostWeights, LostBest, BadCheckpoint, StorageFull, StorageFailed; then there is no new run
   */
  branch(runId: string, from: CheckpointName, newRunId: string, name: string): Promise<RunRecord> {
    return this.#command(async () => {
      if (from === "latest" && this.#library.training?.runId === runId) await this.#pauseTraining();
      const { best, yardsticks } = this.#library.record(runId);
      const made = { runId: newRunId, yardsticks, best };
      const bytes =
        (from === "latest" && this.#autosave.unkept(runId)?.bytes) ||
        (await this.#whileWanted(
          runId,
          this.#library.noticing(runId, this.#tools.store.bytes(runId, from)),
        ));
      const branched = await this.#names.give(newRunId, name, (own) =>
        this.#tools.store.branch(runId, bytes, ({ record }) =>
          branchedRecord(withDefaults(this.#tools.registry, record), { ...made, name: own }),
        ),
      );
      this.#library.put(branched);
      await this.#films.copy(runId, branched);
      return branched;
    });
  }

  /**
   * Back to the best state that the run had, paused there; its latest state is given up, or was lost before.
   * @throws UnknownRun, LostBest, BadCheckpoint, StorageFailed; then it stays as it is
   */
  restoreBest(runId: string): Promise<RunRecord> {
    return this.#writing(runId, async () => {
      if (this.#library.training?.runId === runId) await this.#pauseTraining();
      if (!this.#library.has(runId)) throw new UnknownRun(`There is no run ${runId}`);
      const checkpoint = await this.#whileWanted(
        runId,
        this.#tools.store.checkpoint(runId, "best"),
      );
      if (!checkpoint) throw new LostBest(`Run ${runId} has no best state`);
      const stand = (run: LiveRun) => this.#standAtBest(run, checkpoint);
      return this.#library.use(runId, stand, checkpoint);
    });
  }

  async #standAtBest(run: LiveRun, checkpoint: Checkpoint): Promise<RunRecord> {
    run.standAt(checkpoint);
    const { best } = checkpoint.record; // the database may be one save apart
    if (best) run.note({ best });
    await this.#films.open(run.runId, run.record.step); // cut there
    await settle(run, "paused", this.#loop);
    void this.#show(run);
    return run.record;
  }

  /**
   * At once; it is written after whatever is being written of the run.
   * @returns the name, numbered where another run has it
   * @throws UnknownRun, StorageFull, StorageFailed
   */
  rename(runId: string, name: string): Promise<string> {
    return this.#inItsTurn(runId, async () => {
      await this.#names.give(runId, name, (own) => this.#call(runId, own));
      return this.#library.nameOf(runId);
    });
  }

  /** Writes the record of a run that was deleted; another may be called as it was by now. @throws StorageFull, StorageFailed */
  bringBack(record: RunRecord): Promise<RunRecord> {
    return this.#names.give(record.runId, record.name, async (name) => {
      await this.#tools.store.saveRecord({ ...record, name });
      await this.#library.load();
      return this.#library.record(record.runId);
    });
  }

  /** To the bin. @throws BusyElsewhere, StorageFull, StorageFailed; then it stays */
  delete(runId: string): Promise<void> {
    return this.#removing(runId, () => this.#tools.store.remove(runId));
  }

  /** For good, past the bin, for which there may be no room. @throws BusyElsewhere, StorageFull, StorageFailed; then it stays */
  erase(runId: string): Promise<void> {
    return this.#removing(runId, async () => {
      await this.#tools.store.erase(runId);
      await this.#tools.films.write(runId, []).catch(() => undefined); // cleared up later
    });
  }

  #removing(runId: string, remove: () => Promise<void>): Promise<void> {
    this.#endWait((own) => own === runId);
    return this.#writing(runId, async () => {
      this.#callOff(runId);
      const run = this.#library.onDevice(runId);
      run?.trainer?.stop();
      await run?.training?.ended;
      await this.#autosave.remove(runId, remove);
      await this.#forget(runId);
    }).catch((error: unknown) => {
      if (!(error instanceof UnknownRun)) throw error; // else another tab has deleted it
    });
  }

  /** Documents were cleared from outside: runs that are not stored are none that somebody deleted. */
  storageCleared(): void {
    this.#tools.store.forgetSeen();
  }

  /** The user's runs, with what other tabs have made of them. @throws StorageFailed */
  refresh(): Promise<RunRecord[]> {
    return this.#inTurn(async () => {
      const { changed, goneIds } = await this.#tools.store.news();
      for (const record of changed) await this.#replace(record);
      for (const runId of goneIds) if (!this.#isUnderWay(runId)) await this.#forget(runId);
      return this.#library.own;
    });
  }

  /** Takes the turn to train from a tab that does not answer. @param runId of what it trains */
  seizeTraining(runId: string): Promise<void> {
    return this.#turns.seize(runId);
  }

  /** Keeps at once what trains, and tries to write what could not be written. */
  async saveNow(): Promise<void> {
    const run = this.#library.training;
    const keep = run?.trainer?.between(() => this.#autosave.keep(run));
    await Promise.all([keep?.catch(() => undefined), this.#autosave.keepUnkept()]);
  }

  /** Sheets of the run's training so far. @throws UnknownRun, StorageFailed */
  async film(runId: string): Promise<Film> {
    return this.#films.film(runId, this.#library.record(runId).step);
  }

  /** The newest of them; null where there is none. @throws UnknownRun, StorageFailed */
  async lastFrame(runId: string): Promise<FilmFrame | null> {
    return this.#films.lastFrame(runId, this.#library.record(runId).step);
  }

  /** The device is gone, or given up: so is everything on it. What was under way waits for `recover`. */
  leave(): void {
    this.#left++;
    const abandoned = this.#library.abandonAll();
    if (!abandoned) return;
    const { runId, kept } = abandoned;
    if (kept) this.#autosave.salvage(kept); // it may be newer than what storage has
    this.#interrupted = abandoned;
    this.#tools.emit({ type: "runState", runId, state: "preparing" });
  }

  /**
   * Another device is there: what was under way goes on from its newest kept state.
   * @param reason what became of the one before; where memory was short it goes on with smaller batches, once
   */
  recover(reason: RecoveryReason): Promise<void> {
    this.#library.takeDevice(); // at once: commands before its turn wait for it
    return this.#inTurn(async () => {
      const interrupted = this.#interrupted;
      const left = this.#left;
      this.#interrupted = null;
      const goesOn = reason !== "GivenUp";
      if (!goesOn) {
        const pausedRunId = interrupted?.runId ?? null;
        this.#tools.emit({ type: "deviceGivenUp", pausedRunId });
      }
      if (!interrupted) return;
      const { runId, phase } = interrupted;
      const isStep = phase.stretch.limit !== undefined;
      try {
        const run = await this.#onDevice(runId);
        if (reason === "OutOfMemory") await this.#takeSmallerBatches(run);
        const { record } = run;
        this.#films.cut(runId, record.step);
        this.#tools.emit({ type: "wentBack", runId, record, reason, goesOn });
        if (isStep || !goesOn) run.rest("paused");
        else await this.#start(run, phase.stretch);
      } catch (error) {
        if (error instanceof CalledOff) this.#tellPaused(runId);
        else if (left === this.#left) this.#tellPaused(runId, failureName(error));
        else this.#interrupted ??= interrupted; // this device is gone as well, and another follows
      } finally {
        this.#leaveTurn();
      }
    });
  }

  /** @throws OutOfMemory where that was done before, or they are as small as can be */
  async #takeSmallerBatches(run: LiveRun): Promise<void> {
    const definition = definitionOf(this.#tools.registry, run.record.modelId);
    const settings = withSmallerBatch(run.record, definition);
    run.adjust(settings);
    await this.#autosave.keep(run);
    this.#tools.emit({ type: "adjusted", runId: run.runId, settings });
  }

  /** A run that is not on the device, or does not get on there, is paused for a reason. */
  #tellPaused(runId: string, failure?: string): void {
    const run = this.#library.onDevice(runId);
    if (run) run.rest("paused", failure);
    else if (this.#library.has(runId))
      this.#tools.emit({ type: "runState", runId, state: "paused", ...(failure && { failure }) });
  }

  /**
   * Waits for what storage has of a run, which may never come, unless the command under way is called off.
   * @throws CalledOff; whatever the reading throws
   */
  async #whileWanted<T>(runId: string, reading: Promise<T>): Promise<T> {
    const line = new Lifeline();
    this.#reading = { runId, line };
    try {
      return await line.hold(reading);
    } finally {
      this.#reading = null;
    }
  }

  /** The run, for the command under way. @throws CalledOff; as `Library.get` */
  #onDevice(runId: string): Promise<LiveRun> {
    return this.#whileWanted(runId, this.#library.get(runId));
  }

  /** At once, before the turn of whoever asks: a run that waits for its photos, say, holds up all others. */
  #endWait(isMeant: (runId: string) => boolean): void {
    const reading = this.#reading;
    if (reading && isMeant(reading.runId)) {
      this.#library.drop(reading.runId);
      reading.line.cut(new CalledOff("What is read is not wanted any more"));
    }
    for (const run of this.#library.all) if (isMeant(run.runId)) run.callOff();
  }

  /** Somebody decided otherwise before a run went on by itself. */
  #callOff(runId: string): void {
    if (this.#interrupted?.runId !== runId) return;
    this.#interrupted = null;
    this.#tellPaused(runId);
  }

  /** A command that writes a run, which no other tab may train meanwhile. @throws BusyElsewhere; as `#command` */
  #writing<T>(runId: string, act: () => Promise<T>): Promise<T> {
    return this.#command(() => this.#inItsTurn(runId, act));
  }

  /** After what other tabs have made of the run. @throws BusyElsewhere; whatever `act` throws */
  #inItsTurn<T>(runId: string, act: () => Promise<T>): Promise<T> {
    return this.#turns.write(runId, async () => {
      await this.#catchUp(runId);
      return act();
    });
  }

  /**
   * What another tab has written of a run takes the place of what is known here.
   * @throws UnknownRun where it was deleted there; it is not known here either then
   */
  async #catchUp(runId: string): Promise<void> {
    if (!this.#turns.isShared || this.#isUnderWay(runId)) return;
    this.#tools.store.forgetSlots(runId);
    this.#tools.films.forget();
    const record = await this.#tools.store.newsOf(runId).catch(async (error: unknown) => {
      if (error instanceof UnknownRun) await this.#forget(runId);
      throw error;
    });
    if (record) await this.#replace(record);
  }

  /** A state that could not be written here stays, with the other tab's name, unless that one went further. */
  async #replace(record: RunRecord): Promise<void> {
    const { runId } = record;
    if (this.#isUnderWay(runId)) return;
    const unkept = this.#autosave.unkept(runId);
    if (unkept && unkept.record.step >= record.step) {
      this.#library.rename(runId, record.name);
      return;
    }
    await this.#forget(runId);
    this.#tools.store.forgetSlots(runId);
    this.#tools.films.forget();
    this.#library.put(withDefaults(this.#tools.registry, record));
  }

  #isUnderWay(runId: string): boolean {
    const kind = this.#library.onDevice(runId)?.phase.kind;
    return kind === "training" || kind === "preparing" || this.#interrupted?.runId === runId;
  }

  /** Another tab may train once nothing is under way here. */
  #leaveTurn(): void {
    if (!this.#library.isBusy && !this.#interrupted) this.#turns.leave();
  }

  /** Another tab has taken the run that trains here: it stops, and nothing more of it is written. */
  #giveWay(runId: string): void {
    this.#callOff(runId);
    this.#endWait((own) => own === runId);
    this.#library.onDevice(runId)?.trainer?.pause();
  }

  /** In turn with the others. @throws as `act`, by a name that the page knows where there is one */
  #command<T>(act: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      try {
        return await this.#noticing(act());
      } finally {
        this.#leaveTurn(); // it may have come to nothing
      }
    });
  }

  /** Whoever finds the device lost is not always who watches it. @throws as `work`, by name */
  async #noticing<T>(work: Promise<T>): Promise<T> {
    const left = this.#left;
    try {
      return await work;
    } catch (error) {
      const named = namedError(error);
      const isNews = left === this.#left; // else it may be of a device that is left already
      if (named.name === "DeviceLost" && isNews) this.#tools.deviceFailed(named);
      throw named;
    }
  }

  #start(run: LiveRun, stretch: Stretch = {}, first?: () => Promise<void>): Promise<void> {
    this.#library.makeRoomFor(run);
    return startTraining(run, stretch, this.#loop, first);
  }

  /** Between two steps, or while it is paused. @throws BadSetting; then nothing has changed */
  async #apply(run: LiveRun, changes: Hparams): Promise<void> {
    const definition = definitionOf(this.#tools.registry, run.record.modelId);
    const settings = adjusted(run.record, definition, changes); // steps may have been taken meanwhile
    if (!settings) return;
    const isSameStep = run.adjust(settings);
    const { trainer } = run;
    if (!isSameStep && trainer) await remakeStepping(run, trainer, this.#loop);
    else if (!isSameStep) run.dropStepping();
    this.#tools.emit({ type: "adjusted", runId: run.runId, settings });
  }

  /** The pictures of where it stands, for whoever looks at it; without, where they cannot be made. */
  async #show(run: LiveRun): Promise<void> {
    const { step } = run.record;
    const show = () =>
      run.patches.use((patches) =>
        showPreview(run, patches, step, { ...this.#tools, films: this.#films }),
      );
    await run.use(show).catch(() => undefined);
  }

  /** @throws UnknownRun, StorageFull, StorageFailed */
  async #call(runId: string, name: string): Promise<void> {
    this.#library.rename(runId, name);
    await this.#autosave.keepName(this.#library.record(runId));
  }

  /** What is only to be read goes by what is known here. */
  async #namesBeside(runId: string): Promise<readonly string[]> {
    const stored = await this.#tools.store.names().catch(() => new Map<string, string>());
    const names = new Map([...this.#library.names, ...stored]);
    names.delete(runId);
    return [...names.values()];
  }

  /** Of a run that is not to be here any more. */
  async #forget(runId: string): Promise<void> {
    this.#callOff(runId); // its device may have gone meanwhile
    this.#library.remove(runId);
    await this.#autosave.forget(runId);
    this.#tools.feed.forget(runId);
    this.#films.remove(runId);
  }

  async #pauseTraining(): Promise<void> {
    const { training } = this.#library;
    training?.trainer?.pause();
    await training?.training?.ended;
  }

  /** The sampler goes on with what it has where that fails. */
  async #share(run: LiveRun): Promise<void> {
    try {
      await this.#tools.feed.send(run.model, run.record);
    } catch (error) {
      console.warn(`The sampler was not sent the weights of ${run.runId}: ${error}`);
    }
  }
}
