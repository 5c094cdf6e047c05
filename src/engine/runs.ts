/**
 * All runs of this worker: which are live on the device, which one trains, and how each goes from one
 * state to the next. At most one trains at a time.
 */

import type { FilmStore } from "../data/filmStore.ts";
import type { ResolvePhoto } from "../data/resolvePhoto.ts";
import { inTurn } from "../lib/inTurn.ts";
import { nextTask } from "../lib/nextTask.ts";
import type { BackendName } from "../protocol/backend.ts";
import type { EngineEvent } from "../protocol/engine.ts";
import type { Film, FilmFrame } from "../protocol/film.ts";
import type {
  BestState,
  CheckpointName,
  RunRecord,
  RunState,
  TrainRequest,
} from "../protocol/run.ts";
import { type RunSettings, withSettings } from "../protocol/runSettings.ts";
import type { Hparams } from "../protocol/spec.ts";
import { adjusted } from "./adjusted.ts";
import {
  buildModel,
  definitionOf,
  modelFromCheckpoint,
  type Registry,
  withDefaults,
} from "./builtModel.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { BadCheckpoint, BadSetting, Diverged, UnknownRun } from "./errors.ts";
import { deviceLossReport, failureName } from "./failure.ts";
import { Films } from "./film/films.ts";
import { Keeper } from "./keeper.ts";
import { LiveRun, type ResidentPatches } from "./liveRun.ts";
import { loadRun } from "./loadRun.ts";
import { branchedRecord, freshRecord } from "./runRecords.ts";
import type { RunStore } from "./runStore.ts";
import type { CompileStep } from "./steps/compiledStep.ts";
import type { StepRunner } from "./steps/stepRunner.ts";
import type { StorageHealth } from "./storageHealth.ts";
import { splitPatches } from "./trainingPatches.ts";
import { emitLastPreview, emitPreview, runnerOf, trainerOf } from "./trainRun.ts";
import type { WeightFeed } from "./weightFeed.ts";

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
  /** Resolves when the device in use has done all that it was given so far. */
  readonly whenDone: () => Promise<unknown>;
}

/** How far a run goes, and with which of its model's sides; to its end with all unless stated. */
interface Stretch {
  /** Pause after this many steps. */
  readonly limit?: number;
  readonly only?: string | undefined;
}

/** Idle models kept on the device; more are reloaded when they are asked for again. */
const mostIdle = 4;
/** A run whose losses run away once more with the learning rate halved so often fails. */
const mostHalvings = 3;

export class Runs {
  readonly #tools: RunsTools;
  readonly #films: Films;
  readonly #keeper: Keeper;
  /** Records of all runs, live or not. */
  readonly #records = new Map<string, RunRecord>();
  /** In order of last use. */
  readonly #live = new Map<string, LiveRun>();
  readonly #loading = new Map<string, Promise<LiveRun>>();
  #training: LiveRun | null = null;
  #shipped: Promise<RunRecord[]> | null = null;
  /** One command after the other, so that no two decide on the same state. */
  readonly #inTurn = inTurn();

  constructor(tools: RunsTools) {
    this.#tools = tools;
    const { store, films, emit, health } = tools;
    this.#films = new Films({ store: films, emit, health });
    this.#keeper = new Keeper({ store, films: this.#films, health });
  }

  /** Every run of the user's, of earlier sessions and of this one. */
  async load(): Promise<RunRecord[]> {
    this.#take(await this.#tools.store.load());
    return [...this.#records.values()]
      .filter(({ pretrained }) => !pretrained)
      .map((record) => this.#live.get(record.runId)?.record ?? record);
  }

  /** The runs that are shipped with the app; they may come late, or not at all. */
  loadShipped(): Promise<RunRecord[]> {
    this.#shipped ??= this.#tools.store.loadShipped().then((records) => this.#take(records));
    return this.#shipped;
  }

  /** Records that are not known yet, with the settings that have joined their models since. */
  #take(records: readonly RunRecord[]): RunRecord[] {
    const fresh = records
      .filter(({ runId }) => !this.#records.has(runId))
      .map((record) => withDefaults(this.#tools.registry, record));
    for (const record of fresh) this.#records.set(record.runId, record);
    return fresh;
  }

  /**
   * The run with its newest weights; one that is not known may be a shipped one that is still to come.
   * @throws UnknownRun, BadCheckpoint, StorageFailed
   */
  async play(runId: string): Promise<LiveRun> {
    if (!this.#records.has(runId)) await this.#shipped;
    const live = this.#live.get(runId);
    if (live) {
      this.#live.delete(runId);
      this.#live.set(runId, live); // now the last used
      return live;
    }
    const loading = this.#loading.get(runId) ?? this.#load(runId);
    this.#loading.set(runId, loading);
    try {
      return await loading;
    } finally {
      this.#loading.delete(runId);
    }
  }

  /** @throws NotEnoughData, BadCheckpoint, StorageFull, StorageFailed; then there is no such run */
  train(request: TrainRequest): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#records.has(request.runId)) return; // asked for once more
      await this.#pauseTraining();
      const record = freshRecord(request, this.#tools.backend());
      const { needs } = definitionOf(this.#tools.registry, request.modelId);
      const split = await splitPatches(request.data, needs, this.#tools.resolvePhoto);
      const run = new LiveRun(buildModel(this.#tools.registry, record), record);
      run.hold(split);
      await this.#tools.store.saveRecord(record);
      this.#records.set(run.runId, record);
      this.#admit(run);
      await this.#start(run);
    });
  }

  /** Goes on with a paused run, also one of an earlier session. */
  resume(runId: string, stretch: Stretch = {}): Promise<void> {
    return this.#inTurn(async () => {
      const run = await this.play(runId);
      if (run === this.#training || run.state !== "paused") return;
      await this.#pauseTraining();
      this.#enter(run, "preparing");
      await this.patches(run);
      await this.#start(run, stretch);
    });
  }

  /** One training step, then paused. @param only the side of the model that alone learns in it */
  async step(runId: string, only?: string): Promise<void> {
    await this.resume(runId, { limit: 1, only });
    await this.#live.get(runId)?.ended;
  }

  pause(runId: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#training?.runId === runId) await this.#pauseTraining();
    });
  }

  stop(runId: string): Promise<void> {
    return this.#inTurn(async () => {
      const run = await this.play(runId);
      run.trainer?.stop();
      await run.ended;
      if (run.state === "paused") await this.#settle(run, "stopped");
    });
  }

  /**
   * Changes settings of a run that trains or is paused; it goes on from exactly where it was.
   * @throws BadSetting where they cannot be changed so, or the run has ended; then nothing has changed
   */
  adjust(runId: string, changes: Hparams): Promise<void> {
    return this.#inTurn(async () => {
      const run = await this.play(runId);
      const definition = definitionOf(this.#tools.registry, run.record.modelId);
      if (!adjusted(run.record, definition, changes)) return;
      const goesOn = await this.#hold(run);
      try {
        const settings = adjusted(run.record, definition, changes); // steps were taken meanwhile
        if (settings) await this.#applySettings(run, settings);
        if (goesOn) await this.#start(run);
        else await this.#share(run);
      } catch (error) {
        if (goesOn && !run.isAbandoned) await this.#settle(run, "paused");
        throw error;
      }
    });
  }

  /**
   * A new run that stands where a checkpoint of this one does, paused there. One that trains is paused
   * first where its latest state is asked for.
   * @throws UnknownRun, BadCheckpoint, StorageFull, StorageFailed; then there is no new run
   */
  branch(runId: string, from: CheckpointName, newRunId: string, name: string): Promise<RunRecord> {
    return this.#inTurn(async () => {
      if (from === "latest" && this.#training?.runId === runId) await this.#pauseTraining();
      const { best, yardsticks } = this.#live.get(runId)?.record ?? this.#record(runId);
      const made = { runId: newRunId, name, yardsticks, best };
      const branched = await this.#tools.store.branch(runId, from, ({ record }) =>
        branchedRecord(withDefaults(this.#tools.registry, record), made),
      );
      this.#records.set(newRunId, branched);
      return branched;
    });
  }

  /**
   * Back to the best state that the run had, paused there; its latest state is given up.
   * @throws UnknownRun, BadCheckpoint, StorageFailed; then it stays as it is
   */
  restoreBest(runId: string): Promise<RunRecord> {
    return this.#inTurn(async () => {
      if (this.#training?.runId === runId) await this.#pauseTraining();
      const run = await this.play(runId);
      const checkpoint = await this.#tools.store.checkpoint(runId, "best");
      if (!checkpoint) throw new BadCheckpoint(`Run ${runId} has no best state`);
      run.standAt(checkpoint);
      const { best } = checkpoint.record; // the database may be one save apart
      if (best) run.note({ best });
      await this.#settle(run, "paused");
      return run.record;
    });
  }

  async rename(runId: string, name: string): Promise<void> {
    const record = this.#record(runId);
    this.#live.get(runId)?.rename(name);
    this.#records.set(runId, { ...record, name });
    await this.#tools.store.saveRecord({ ...(this.#live.get(runId)?.record ?? record), name });
  }

  delete(runId: string): Promise<void> {
    return this.#inTurn(async () => {
      const run = this.#live.get(runId);
      run?.trainer?.stop();
      await run?.ended;
      this.#live.delete(runId);
      this.#records.delete(runId);
      run?.dispose();
      this.#keeper.forget(runId);
      this.#tools.feed.forget(runId);
      await this.#tools.store.remove(runId);
      await this.#films.remove(runId);
    });
  }

  /** Tries at once to write what could not be written. */
  saveNow(): Promise<void> {
    return this.#keeper.keepUnkept();
  }

  /** Sheets of the run's training so far. @throws UnknownRun, StorageFailed */
  async film(runId: string): Promise<Film> {
    return this.#films.film(runId, this.#stepOf(runId));
  }

  /** The newest of them; null where there is none. @throws UnknownRun, StorageFailed */
  async lastFrame(runId: string): Promise<FilmFrame | null> {
    return this.#films.lastFrame(runId, this.#stepOf(runId));
  }

  /** The run's patches on the device, cut again if they were given up. */
  async patches(run: LiveRun): Promise<ResidentPatches> {
    if (run.patches) return run.patches;
    const { modelId, data } = run.record;
    const { needs } = definitionOf(this.#tools.registry, modelId);
    const split = await splitPatches(data, needs, this.#tools.resolvePhoto);
    return run.patches ?? run.hold(split);
  }

  /** Does something with the run's patches; anew where they were given up meanwhile. */
  async usePatches<T>(run: LiveRun, act: (patches: ResidentPatches) => Promise<T>): Promise<T> {
    const patches = await this.patches(run);
    try {
      return await act(patches);
    } catch (error) {
      if (run.patches === patches) throw error;
      return act(await this.patches(run));
    }
  }

  /**
   * Gives up everything on the device, for another backend to take over.
   * @returns the run that was training, to be resumed from its last checkpoint
   */
  abandonAll(): string | null {
    const training = this.#training?.runId ?? null;
    for (const run of this.#live.values()) {
      run.isAbandoned = true;
      run.trainer?.stop();
      const isUnderWay = run === this.#training || run.state === "preparing";
      const state = isUnderWay ? "paused" : run.state;
      this.#records.set(run.runId, { ...run.record, state });
    }
    this.#live.clear();
    this.#training = null;
    return training;
  }

  /** Ends the run that trains, for a reason outside of it. */
  failTraining(failure: string): void {
    const run = this.#training;
    if (!run) return;
    run.isAbandoned = true;
    run.trainer?.stop();
    this.#training = null;
    this.#live.delete(run.runId);
    run.enter("failed", failure);
    this.#records.set(run.runId, run.record);
    this.#tools.emit({ type: "runState", runId: run.runId, state: "failed", failure });
    void this.#tools.store.saveRecord(run.record).catch(() => undefined);
    void this.#films.close(run.runId);
  }

  async #load(runId: string): Promise<LiveRun> {
    const run = await loadRun(this.#record(runId), this.#tools);
    this.#admit(run);
    await this.#share(run);
    return run;
  }

  /** Makes room: idle models, longest unused first. */
  #admit(run: LiveRun): void {
    this.#live.set(run.runId, run);
    const idle = [...this.#live.values()].filter(
      (other) => other !== run && !other.ended && !this.#keeper.isUnkept(other.runId),
    );
    for (const other of idle.slice(0, Math.max(0, idle.length - mostIdle + 1))) {
      this.#live.delete(other.runId);
      this.#records.set(other.runId, other.record);
      other.dispose();
    }
  }

  /** Starts the loop and returns; the patches are there. */
  async #start(run: LiveRun, { limit, only }: Stretch = {}): Promise<void> {
    const { registry, emit, backend, compiler, whenDone } = this.#tools;
    const patches = await this.patches(run);
    run.runsOn(backend());
    const definition = definitionOf(registry, run.record.modelId);
    const tools = {
      emit,
      films: this.#films,
      compile: compiler(),
      whenDone,
      share: (shared: LiveRun) => this.#share(shared),
      keep: (kept: LiveRun) => this.#keeper.keep(kept),
      keepBest: (kept: LiveRun, best: BestState) => this.#keeper.keepBest(kept, best),
    };
    const runner = () => runnerOf(run, patches, definition, tools, only);
    await this.#films.open(run.runId, run.record.step);
    if (run.record.step === 0) await emitPreview(run, patches, 0, tools);
    await run.toCheckpoint(); // there is a state to go back to from the first step on
    run.trainer = trainerOf(run, patches, definition, await runner(), tools);
    if (run.isAbandoned) return run.endTraining();
    this.#training = run;
    run.isStepping = limit !== undefined;
    this.#enter(run, "training");
    run.ended = this.#loop(run, runner, limit);
  }

  /** @param runner makes one for the run's record as it then is */
  async #loop(run: LiveRun, runner: () => Promise<StepRunner>, limit?: number): Promise<void> {
    await nextTask(); // whoever started the run gets an answer first
    let state: RunState;
    let failure: string | undefined;
    try {
      state = await this.#train(run, runner, limit);
    } catch (error) {
      state = "failed";
      failure = failureName(error);
      if (failure === "DeviceLost") await deviceLossReport();
    }
    if (run.isAbandoned) return;
    if (this.#training === run) this.#training = null;
    if (state === "paused" && run.isAdjusting) this.#enter(run, "preparing");
    else await this.#settle(run, state, failure);
    run.endTraining();
    run.ended = null;
  }

  /** @throws Diverged when the losses ran away too often; whatever the device throws */
  async #train(run: LiveRun, runner: () => Promise<StepRunner>, limit?: number): Promise<RunState> {
    for (;;) {
      try {
        const end = (await run.trainer?.run(limit)) ?? "paused";
        if (run.isAbandoned) return end;
        await run.toCheckpoint(); // the last update may have run away unseen
        await emitLastPreview(run, { emit: this.#tools.emit, films: this.#films });
        return end;
      } catch (error) {
        if (!(error instanceof Diverged) || run.isAbandoned) throw error;
        await this.#goBack(run, runner, error);
      }
    }
  }

  /**
   * Back to the newest state that was sound, to go on with half the learning rate.
   * @throws reason when that was done too often; the run then stays in that state
   */
  async #goBack(run: LiveRun, runner: () => Promise<StepRunner>, reason: Diverged): Promise<void> {
    const goesOn = (run.record.halvings ?? 0) < mostHalvings;
    run.goBack();
    this.#films.cut(run.runId, run.record.step);
    if (goesOn) run.halveRate();
    this.#tools.emit({ type: "wentBack", runId: run.runId, record: run.record, goesOn });
    if (!goesOn) throw reason;
    this.#enter(run, "preparing");
    run.trainer?.goBack(run.record, await runner());
    if (run.isAbandoned) return;
    this.#enter(run, "training");
    await this.#keeper.keep(run);
  }

  /** The run rests in a state, kept and known to the sampler. */
  async #settle(run: LiveRun, state: RunState, failure?: string): Promise<void> {
    run.enter(state, failure);
    if (state !== "paused") run.releasePatches();
    if (state === "failed") await this.#tools.store.saveRecord(run.record).catch(() => undefined);
    else {
      await this.#keeper.keep(run);
      await this.#share(run);
    }
    if (state !== "paused") await this.#films.close(run.runId);
    this.#records.set(run.runId, run.record);
    this.#enter(run, state, failure);
  }

  #enter(run: LiveRun, state: RunState, failure?: string): void {
    run.enter(state, failure);
    const { runId } = run;
    this.#tools.emit({ type: "runState", runId, state, ...(failure && { failure }) });
  }

  /**
   * Ends the loop of a run that is about to be adjusted.
   * @returns whether it was under way, and is to go on
   * @throws BadSetting where the run has ended
   */
  async #hold(run: LiveRun): Promise<boolean> {
    const goesOn = run === this.#training && !run.isStepping;
    run.isAdjusting = goesOn;
    if (goesOn) await this.#pauseTraining();
    else await run.ended; // of a single step
    run.isAdjusting = false;
    if (run.isAbandoned || (run.state !== "paused" && run.state !== "preparing")) {
      throw new BadSetting(`The run ${run.runId} has ended`);
    }
    return goesOn;
  }

  /** A model of the new settings takes over the weights and the optimisers' state. */
  async #applySettings(run: LiveRun, settings: RunSettings): Promise<void> {
    const { record, bytes } = await run.toCheckpoint();
    const { tensors } = readCheckpoint(bytes);
    const checkpoint = { record: withSettings(record, settings), tensors };
    run.adjust(modelFromCheckpoint(this.#tools.registry, checkpoint).model, settings);
    this.#records.set(run.runId, run.record);
    await this.#keeper.keep(run);
    this.#tools.emit({ type: "adjusted", runId: run.runId, settings });
  }

  async #pauseTraining(): Promise<void> {
    const run = this.#training;
    run?.trainer?.pause();
    await run?.ended;
  }

  #share(run: LiveRun): Promise<void> {
    return this.#tools.feed.send(run.model, run.record);
  }

  #stepOf(runId: string): number {
    return (this.#live.get(runId)?.record ?? this.#record(runId)).step;
  }

  #record(runId: string): RunRecord {
    const record = this.#records.get(runId);
    if (!record) throw new UnknownRun(`There is no run ${runId}`);
    return record;
  }
}
