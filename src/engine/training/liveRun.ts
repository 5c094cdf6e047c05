/** One run on the device: its model, its compiled step, its patches, its curves, and what it does. */
import * as tf from "@tensorflow/tfjs";
import { Lifeline } from "../../lib/lifeline.ts";
import type { BackendName } from "../../protocol/backend.ts";
import type { RunRecord, RunState, StepMode } from "../../protocol/run.ts";
import { type RunSettings, settingsFrom, withSettings } from "../../protocol/runSettings.ts";
import {
  type Checkpoint,
  readCheckpoint,
  restoreModel,
  writeCheckpoint,
} from "../checkpoints/checkpoint.ts";
import type { HeldPatches } from "../dataset/residentPatches.ts";
import { DeviceLost } from "../errors.ts";
import { Inference, type WeightSource } from "../inference/inference.ts";
import type { OpenWeightCopy } from "../inference/weightCopy.ts";
import { type BuiltModel, isFitted, type LearningModel } from "../models/builtModel.ts";
import type { CompiledStep } from "../steps/compiledStep.ts";
import type { StepRunner } from "../steps/stepRunner.ts";
import type { Task } from "../tasks/task.ts";
import { type Phase, type RestingState, type Stretch, stateOf, type Training } from "./phase.ts";
import { Series } from "./series.ts";
import { type Progress, Trainer } from "./trainer.ts";

/** Record and weights of the same moment. */
export interface KeptState {
  readonly record: RunRecord;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What takes a run's steps, and how. */
export interface Stepping {
  readonly runner: StepRunner;
  readonly mode: StepMode;
  /** Made for a single press; whatever is taken next is taken otherwise. */
  readonly isMakeshift: boolean;
}

export interface LiveRunParts {
  readonly model: BuiltModel;
  /** What the model is used for. */
  readonly tasks: readonly Task[];
  readonly record: RunRecord;
  readonly patches: HeldPatches;
  /** Of the backend in use; null where it has no compiler. */
  readonly openWeights: OpenWeightCopy | null;
  /** A model like its own, with numbers of its own. */
  readonly copy: (model: BuiltModel, record: RunRecord) => BuiltModel;
  /** Told of each state that it enters. */
  readonly onState: (state: RunState, failure?: string) => void;
}

/** What led to the first step was given up, because somebody decided otherwise. */
export class CalledOff extends Error {
  override readonly name = "CalledOff";
}

export class LiveRun {
  /** Computes with its newest weights. */
  readonly inference: Inference;
  readonly patches: HeldPatches;
  readonly tasks: readonly Task[];
  readonly #model: BuiltModel;
  readonly #onState: LiveRunParts["onState"];
  readonly #line = new Lifeline();
  /** Of what is waited for on the way to the first step. */
  #wait = new Lifeline();
  readonly #series: Series;
  #record: RunRecord;
  #phase: Phase;
  #stepping: Stepping | null = null;
  /** Counts what changes the weights beside steps. */
  #restored = 0;
  /** The newest state that was kept; here too, because storage may fail. */
  #kept: KeptState | null = null;
  /** Who computes with the model at the moment. */
  #uses = 0;
  /** Ends when the model holds its own numbers again; null while it does. */
  #lent: Promise<unknown> | null = null;
  #isRetired = false;
  /** It stands on a checkpoint that was mended, and nobody has been told. */
  isMended = false;

  constructor({ model, tasks, record, patches, openWeights, copy, onState }: LiveRunParts) {
    this.#model = model;
    this.#record = record;
    this.#series = new Series(record.history);
    this.#onState = onState;
    this.#phase = restingPhaseOf(record);
    this.patches = patches;
    this.tasks = tasks;
    this.inference = new Inference(this.#weights(copy), openWeights);
  }

  #weights(copy: LiveRunParts["copy"]): WeightSource {
    const run = this;
    return {
      model: this.#model,
      get version(): string {
        return `${run.#restored} ${(run.trainer ?? run.#record).step}`;
      },
      get step(): CompiledStep | null {
        return run.#stepping?.runner.compiled ?? null;
      },
      get lent(): Promise<unknown> | null {
        return run.#lent;
      },
      settle: () => this.#stepping?.runner.settle(),
      copy: () => copy(this.model, this.record),
    };
  }

  /** With the weights of the last step taken. */
  get model(): BuiltModel {
    this.#stepping?.runner.settle();
    return this.#model;
  }
  /** As one that learns by steps. @throws Error for a fitted one, which takes none */
  get learner(): LearningModel {
    const { model } = this;
    if (isFitted(model)) throw new Error(`Run ${this.runId} takes no steps`);
    return model;
  }
  get runId(): string {
    return this.#record.runId;
  }
  get phase(): Phase {
    return this.#phase;
  }
  /** Deleted, or its device is gone. */
  get isGone(): boolean {
    return this.#phase.kind === "gone";
  }
  get state(): RunState {
    return this.#record.state;
  }
  /** As it would be kept now. */
  get record(): RunRecord {
    return { ...this.#record, history: this.#series.points };
  }
  get settings(): RunSettings {
    return this.#record;
  }
  get training(): Training | null {
    return this.#phase.kind === "training" ? this.#phase : null;
  }
  /** What takes its steps; null where it is fitted, or rests. */
  get trainer(): Trainer | null {
    const learning = this.training?.learning;
    return learning instanceof Trainer ? learning : null;
  }
  /** The newest state of `toCheckpoint`. */
  get kept(): KeptState | null {
    return this.#kept;
  }

  /** The only place where what a run does changes. Nothing leads back from being gone. */
  enter(phase: Exclude<Phase, { kind: "gone" }>): void {
    if (this.isGone) return;
    const { failure: _, ...rest } = this.#record;
    const failure = phase.kind === "resting" ? phase.failure : undefined;
    const state = stateOf(phase);
    const isNews = phase.kind === "resting" || state !== this.#record.state;
    this.#phase = phase;
    this.#record = { ...rest, state, ...(failure !== undefined && { failure }) };
    if (isNews) this.#onState(state, failure);
  }

  /**
   * Does what leads to the first step, and rests again unless that ended in training.
   * @throws whatever `act` throws; DeviceLost when the run goes meanwhile
   */
  async preparing(stretch: Stretch, act: () => Promise<void>): Promise<void> {
    this.#wait = new Lifeline();
    this.enter({ kind: "preparing", stretch });
    try {
      await this.whileHere(act());
    } finally {
      if (this.#phase.kind === "preparing") {
        this.#kept = null;
        this.dropStepping();
        this.patches.release();
        this.enter({ kind: "resting", state: "paused" });
      }
    }
  }

  /** Waits for what may never come, unless it is called off. @throws CalledOff; whatever the work throws */
  whileWanted<T>(work: Promise<T>): Promise<T> {
    return this.#wait.hold(work);
  }

  /** Nobody wants it to train any more: on the way to its first step it waits for nothing. */
  callOff(): void {
    this.#wait.cut(new CalledOff("The run is not to train any more"));
  }

  /** Between two steps: makes the step anew. It trains again then, whatever happens. */
  async rebuilding(act: () => Promise<void>): Promise<void> {
    if (this.training) this.enter({ ...this.training, isRebuilding: true });
    try {
      await act();
    } finally {
      if (this.training) this.enter({ ...this.training, isRebuilding: false });
    }
  }

  rest(state: RestingState, failure?: string): void {
    this.#kept = null;
    this.enter({ kind: "resting", state, ...(failure !== undefined && { failure }) });
  }

  rename(name: string): void {
    this.#record = { ...this.#record, name };
  }
  runsOn(backend: BackendName): void {
    this.#record = { ...this.#record, backend };
  }
  note(changes: Partial<Pick<RunRecord, "yardsticks" | "best" | "verdicts" | "leftOut">>): void {
    this.#record = { ...this.#record, ...changes };
  }
  halveRate(): void {
    this.#record = { ...this.#record, halvings: (this.#record.halvings ?? 0) + 1 };
  }

  advance({ step, seconds, points }: Progress): void {
    this.#record = { ...this.#record, step, seconds };
    this.#series.add(points);
  }

  /**
   * Takes other settings over, in its model too.
   * @returns whether the step in use still does what the model's own does
   */
  adjust(settings: RunSettings): boolean {
    this.#record = withSettings(this.#record, settings);
    return isFitted(this.#model) || this.#model.adjust(settings.hparams);
  }

  /**
   * The state to keep, and to go back to.
   * @param changes what the kept record says else than the run by now
   * @throws Diverged where a number in it is not finite; DeviceLost where nobody knows what was read
   */
  async toCheckpoint(
    changes: Partial<Pick<RunRecord, "state" | "failure" | "best">> = {},
  ): Promise<KeptState> {
    const { step, seconds } = this.trainer ?? this.#record;
    const { failure: _, ...rest } = this.record;
    const known = changes.state === undefined ? this.record : rest; // a failure is of its state
    const record = { ...known, step, seconds, ...changes };
    const bytes = await this.whileHere(writeCheckpoint(this.model, record));
    this.requireHere();
    const kept = { record, bytes };
    this.#kept = kept;
    return kept;
  }

  /** Gives up the loop's steps and puts back the newest state of `toCheckpoint`. */
  goBack(): void {
    if (this.#kept) this.standAt(readCheckpoint(this.#kept.bytes));
  }

  /** Puts back weights, optimisers, step, curves and verdicts of an earlier state; whatever else was noted stays. */
  standAt(checkpoint: Checkpoint): void {
    this.dropStepping();
    restoreModel(this.#model, checkpoint);
    this.#restored++;
    this.isMended = checkpoint.isMended;
    const { step, seconds, history, verdicts } = checkpoint.record;
    const { verdicts: _, ...rest } = this.#record;
    const stood = { ...rest, step, seconds, ...(verdicts && { verdicts }) };
    this.#record = withSettings(stood, settingsFrom(step, stood));
    this.#series.replace(history);
  }

  /** What took its last steps and can go on where it stands. */
  get stepping(): Stepping | null {
    return this.#stepping;
  }

  /** What takes its steps. @throws Error where nothing was made for it */
  get runner(): StepRunner {
    if (!this.#stepping) throw new Error(`Run ${this.runId} has nothing to take its steps by`);
    return this.#stepping.runner;
  }

  /** Goes on by this from here; owned by the run. @throws DeviceLost where the run is gone */
  stepBy(stepping: Stepping): void {
    if (this.isGone) stepping.runner.dispose();
    this.requireHere();
    this.dropStepping();
    this.#stepping = stepping;
  }

  /** The model keeps what it has learnt. */
  dropStepping(): void {
    const stepping = this.#stepping;
    this.#stepping = null;
    try {
      stepping?.runner.settle();
    } finally {
      stepping?.runner.dispose();
    }
  }

  /** Work on the device: ended when the device goes. @throws DeviceLost; whatever the work throws */
  whileHere<T>(work: Promise<T>): Promise<T> {
    return this.#line.hold(work);
  }

  /** Does something during which the model holds other numbers than its own: nobody computes with it then. */
  lending<T>(act: () => Promise<T>): Promise<T> {
    const lent = act();
    this.#lent = lent.catch(() => undefined); // told to who lent it
    return lent.finally(() => {
      this.#lent = null;
    });
  }

  /** Keeps the model on the device until `act` is done. @throws as `whileHere` */
  async use<T>(act: () => Promise<T>): Promise<T> {
    this.#uses++;
    try {
      return await this.whileHere(this.#whileOwn(act));
    } finally {
      this.#uses--;
      if (this.#isRetired && this.#uses === 0) this.#dispose();
    }
  }

  /** Begins while the model holds its own numbers. */
  async #whileOwn<T>(act: () => Promise<T>): Promise<T> {
    while (this.#lent) await this.#lent;
    return act();
  }

  /** Somebody computes with it, or it is on its way. */
  get isInUse(): boolean {
    return this.#uses > 0 || this.#phase.kind === "preparing" || this.#phase.kind === "training";
  }

  /** Leaves the device as soon as nobody computes with it. */
  retire(): void {
    this.#phase = { kind: "gone" };
    this.#isRetired = true;
    if (this.#uses === 0) this.#dispose();
  }

  /** Leaves a device that is gone, whoever computes with it; work that hangs on it ends. */
  abandon(): void {
    this.#phase = { kind: "gone" };
    this.#line.cut(new DeviceLost("The device is gone"));
    this.#dispose();
  }

  /** @throws DeviceLost where the run is gone */
  requireHere(): void {
    if (this.isGone) throw new DeviceLost("The run is not on the device any more");
  }

  #dispose(): void {
    const stepping = this.#stepping;
    this.#stepping = null;
    this.#kept = null;
    try {
      stepping?.runner.dispose();
    } finally {
      this.inference.dispose();
      this.patches.close();
      tf.tidy(() => this.#model.dispose());
    }
  }
}

/** A record of what was under way rests: its loop ended with the session, or has not begun. */
function restingPhaseOf({ state, failure }: RunRecord): Phase {
  const resting = state === "preparing" || state === "training" ? "paused" : state;
  return { kind: "resting", state: resting, ...(failure !== undefined && { failure }) };
}
