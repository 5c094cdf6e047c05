/** Every run of this worker: the records of all, and which are on the device. */
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { sameData } from "../../lib/sameData.ts";
import { lostWeights, type RunRecord, type RunState } from "../../protocol/run.ts";
import { settingsOf } from "../../protocol/runSettings.ts";
import type { Checkpoint } from "../checkpoints/checkpoint.ts";
import { copyModel } from "../checkpoints/copyModel.ts";
import type { RunStore } from "../checkpoints/runStore.ts";
import { keptOrCut, type PatchTools } from "../dataset/keptPatches.ts";
import type { PatchCache, PatchLimits } from "../dataset/pagedPatches.ts";
import { HeldPatches } from "../dataset/residentPatches.ts";
import type { Cutting } from "../dataset/trainingPatches.ts";
import { LostWeights, UnknownRun } from "../errors.ts";
import type { OpenWeightCopy } from "../inference/weightCopy.ts";
import {
  type BuiltModel,
  definitionOf,
  type Registry,
  withDefaults,
} from "../models/builtModel.ts";
import { tasksOf } from "../tasks/registry.ts";
import { type KeptState, LiveRun } from "../training/liveRun.ts";
import type { Phase } from "../training/phase.ts";
import { loadRun } from "./loadRun.ts";

export interface LibraryTools {
  readonly registry: Registry;
  readonly store: RunStore;
  readonly resolvePhoto: ResolvePhoto;
  readonly patchCache: PatchCache;
  readonly patchLimits: PatchLimits;
  /** A state of the run that is newer than what storage has. */
  readonly unkept: (runId: string) => KeptState | null;
  /** Of the backend in use; null where it has no compiler. */
  readonly openWeights: () => OpenWeightCopy | null;
  /** Told of every run that comes onto the device. */
  readonly share: (run: LiveRun) => Promise<void>;
  readonly onState: (runId: string, state: RunState, failure?: string) => void;
  /** Told of a run that stands elsewhere than its stored record says, as one of its two checkpoints is lost or newer. */
  readonly onElsewhere: (record: RunRecord) => void;
}

/** Idle models kept on the device; more are loaded again when they are asked for. */
const mostIdle = 4;

export class Library {
  readonly #tools: LibraryTools;
  /** Of a live run as it was when that came onto the device. */
  readonly #records = new Map<string, RunRecord>();
  /** In order of last use. */
  readonly #live = new Map<string, LiveRun>();
  /** Runs that are not on the device yet. */
  readonly #loading = new Map<string, Promise<LiveRun>>();
  /** How often a run was dropped while it was being read. */
  readonly #drops = new Map<string, number>();
  #isDeviceThere = true;
  /** Told of the next device. */
  #waiting: (() => void)[] = [];
  #shipped: Promise<RunRecord[]> | null = null;

  constructor(tools: LibraryTools) {
    this.#tools = tools;
  }

  /** Every run of the user's, of earlier sessions and of this one. @throws StorageFailed */
  async load(): Promise<RunRecord[]> {
    this.#take(await this.#tools.store.load());
    return this.own;
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

  has(runId: string): boolean {
    return this.#records.has(runId);
  }

  /** As it is by now. @throws UnknownRun */
  record(runId: string): RunRecord {
    const record = this.#live.get(runId)?.record ?? this.#records.get(runId);
    if (!record) throw new UnknownRun(`There is no run ${runId}`);
    return record;
  }

  /** What a run is called by now; "" for one that is not there. */
  nameOf(runId: string): string {
    return this.#records.get(runId)?.name ?? "";
  }

  /** What all runs are called by now, by their ids. */
  get names(): ReadonlyMap<string, string> {
    return new Map([...this.#records].map(([runId, { name }]) => [runId, name]));
  }

  /** Those of the user, as they are by now. */
  get own(): RunRecord[] {
    return [...this.#records.values()]
      .filter(({ pretrained }) => !pretrained)
      .map(({ runId }) => this.record(runId));
  }

  /** A run that is not on the device. */
  put(record: RunRecord): void {
    this.#records.set(record.runId, record);
  }

  /** @throws UnknownRun */
  rename(runId: string, name: string): void {
    this.#records.set(runId, { ...this.record(runId), name });
    this.#live.get(runId)?.rename(name);
  }

  /** The run, where it is on the device already. */
  onDevice(runId: string): LiveRun | null {
    return this.#live.get(runId) ?? null;
  }

  /** All that are on the device. */
  get all(): LiveRun[] {
    return [...this.#live.values()];
  }

  /** Whether one trains or is on its way. */
  get isBusy(): boolean {
    return [...this.#live.values()].some(
      ({ phase }) => phase.kind === "training" || phase.kind === "preparing",
    );
  }

  /** The one that trains, where one does. */
  get training(): LiveRun | null {
    return [...this.#live.values()].find((run) => run.training) ?? null;
  }

  /**
   * Onto the device with its newest weights. Nothing but a lease (`use`), or its being under way, keeps it
   * there. One that is not known may be a shipped one that is still to come.
   * @param from a state to load where it is not there yet, whatever became of its newest one
   * @throws UnknownRun, LostWeights (it has failed then), BadCheckpoint, StorageFailed
   */
  async get(runId: string, from?: Checkpoint): Promise<LiveRun> {
    if (!this.#records.has(runId)) await this.#shipped;
    const live = this.#live.get(runId);
    if (live) {
      this.#live.delete(runId);
      this.#live.set(runId, live); // now the last used
      return live;
    }
    const loading = this.#loading.get(runId) ?? this.#load(runId, from);
    this.#loading.set(runId, loading);
    try {
      return await loading;
    } catch (error) {
      if (!(error instanceof Dropped)) throw error;
    } finally {
      if (this.#loading.get(runId) === loading) this.#loading.delete(runId);
    }
    return this.get(runId, from); // as it is by now
  }

  /** What is being read of a run counts no more, whenever it comes: it is read anew when it is asked for. */
  drop(runId: string): void {
    this.#loading.delete(runId);
    this.#drops.set(runId, this.#dropsOf(runId) + 1);
  }

  #dropsOf(runId: string): number {
    return this.#drops.get(runId) ?? 0;
  }

  /**
   * Computes with a run; it stays on the device until that is done.
   * @param from as for `get`
   * @throws as `get`; DeviceLost; whatever `act` throws
   */
  async use<T>(runId: string, act: (run: LiveRun) => Promise<T>, from?: Checkpoint): Promise<T> {
    let run = await this.get(runId, from);
    while (run.isGone) run = await this.get(runId, from); // others came in between
    return run.use(() => act(run));
  }

  /** A run with a model of this device. */
  make(model: BuiltModel, record: RunRecord): LiveRun {
    const { registry, store, resolvePhoto, onState, openWeights } = this.#tools;
    const { patchCache: cache, patchLimits: limits } = this.#tools;
    const { modelId, data, runId } = record;
    const definition = definitionOf(registry, modelId);
    const { needs } = definition;
    const photos: PatchTools["photos"] = (asked) => store.trainingData(asked);
    const cut = (cutting: Cutting) => {
      const { leftOut = [] } = run.record;
      const tools = { cache, limits, resolvePhoto, photos };
      return keptOrCut(tools, data, needs, leftOut, cutting);
    };
    const run = new LiveRun({
      model,
      tasks: tasksOf(definition),
      record,
      patches: new HeldPatches(cut),
      openWeights: openWeights(),
      copy: (own, asked) => copyModel(registry, own, asked),
      onState: (state, failure) => onState(runId, state, failure),
    });
    return run;
  }

  /** Onto the device; makes room there: idle models leave, longest unused first. */
  add(run: LiveRun): void {
    this.#records.set(run.runId, run.record);
    this.#live.set(run.runId, run);
    const idle = [...this.#live.values()].filter((other) => other !== run && !other.isInUse);
    for (const other of idle.slice(0, Math.max(0, idle.length - mostIdle + 1))) this.#leave(other);
  }

  /** Room on the device for one that trains: compiled steps and patches of the others, which are made again. */
  makeRoomFor(run: LiveRun): void {
    for (const other of this.#live.values()) {
      if (other === run || other.phase.kind !== "resting") continue;
      other.dropStepping();
      other.patches.release();
    }
  }

  /** There is no such run any more. */
  remove(runId: string): void {
    const run = this.#live.get(runId);
    this.#live.delete(runId);
    this.#records.delete(runId);
    if (this.#loading.has(runId)) this.drop(runId);
    run?.retire();
  }

  /** Resolves when there is a device; what is built until the next task is on it. */
  async whenThere(): Promise<void> {
    while (!this.#isDeviceThere) await new Promise<void>((tell) => this.#waiting.push(tell)); // it may have gone again by then
  }

  /** Another device is there. */
  takeDevice(): void {
    this.#isDeviceThere = true;
    for (const tell of this.#waiting.splice(0)) tell();
  }

  /**
   * Gives up everything on the device, which is gone; what is still to come waits for the next one.
   * @returns what was under way, with its newest kept state where there is one
   */
  abandonAll(): Abandoned | null {
    let underWay: Abandoned | null = null;
    const runs = [...this.#live.values()];
    this.#live.clear();
    this.#isDeviceThere = false;
    for (const run of runs) {
      const { phase, kept, record } = run;
      this.#records.set(run.runId, resting(record));
      if (phase.kind === "training" || phase.kind === "preparing") {
        underWay = { runId: run.runId, phase, kept };
        if (kept) this.#records.set(run.runId, resting({ ...kept.record, name: record.name }));
      }
      run.abandon();
    }
    return underWay;
  }

  async #load(runId: string, from?: Checkpoint): Promise<LiveRun> {
    const { registry, store, unkept, share } = this.#tools;
    const whenThere = () => this.whenThere();
    const drops = this.#dropsOf(runId);
    const requireWanted = () => {
      if (drops !== this.#dropsOf(runId)) throw new Dropped(`Run ${runId} was read too late`);
    };
    const loading = loadRun(this.record(runId), { registry, store, unkept, whenThere }, from);
    const read = loading.catch((error: unknown) => {
      requireWanted(); // else it says nothing of the run as it is now
      throw error;
    });
    const { model, record, isMended } = await this.noticing(runId, read);
    let name: string;
    try {
      requireWanted();
      ({ name } = this.record(runId)); // it may have been renamed meanwhile
    } catch (error) {
      model.dispose();
      throw error;
    }
    const run = this.make(model, { ...record, name });
    run.isMended = isMended;
    this.add(run);
    this.#loading.delete(runId);
    if (!from && !unkept(runId)) this.#tellWhereItStands(run);
    await run.use(() => share(run));
    return run;
  }

  #tellWhereItStands({ runId, record }: LiveRun): void {
    const stored = this.#tools.store.stored(runId);
    if (!stored) return;
    const known = withDefaults(this.#tools.registry, stored);
    const isThere = known.step === record.step && sameData(settingsOf(known), settingsOf(record));
    if (!isThere) this.#tools.onElsewhere(record);
  }

  /** Work with what storage has of a run, which has failed where its weights are not there. @throws as `work` */
  async noticing<T>(runId: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof LostWeights && !this.onDevice(runId)) this.#isLost(runId);
      throw error;
    }
  }

  /** Known here alone: storage may have failed to answer, and keeps what it has. */
  #isLost(runId: string): void {
    const record = this.#records.get(runId);
    if (!record) return;
    this.#records.set(runId, { ...record, ...lostWeights });
    this.#tools.onState(runId, lostWeights.state, lostWeights.failure);
  }

  #leave(run: LiveRun): void {
    this.#live.delete(run.runId);
    this.#records.set(run.runId, run.record);
    run.retire();
  }
}

/** What was read of a run came too late to count. */
class Dropped extends Error {}

/** A run that was under way when its device went. */
export interface Abandoned {
  readonly runId: string;
  readonly phase: Extract<Phase, { kind: "training" | "preparing" }>;
  readonly kept: KeptState | null;
}

function resting(record: RunRecord): RunRecord {
  const isUnderWay = record.state === "training" || record.state === "preparing";
  return isUnderWay ? { ...record, state: "paused" } : record;
}
