/** One run in this session: its model on the device, its history, and its patches while they are needed. */
import * as tf from "@tensorflow/tfjs";
import type { BackendName } from "../protocol/backend.ts";
import type { BestState, RunRecord, RunState, SeriesPoint } from "../protocol/run.ts";
import { type RunSettings, withSettings } from "../protocol/runSettings.ts";
import type { BuiltModel } from "./builtModel.ts";
import { type Checkpoint, readCheckpoint, restoreModel, writeCheckpoint } from "./checkpoint.ts";
import { PatchSet } from "./patchSet.ts";
import type { Progress, Trainer } from "./trainer.ts";
import type { SplitPatches } from "./trainingPatches.ts";

export interface ResidentPatches {
  readonly training: PatchSet;
  /** Null where nothing is held out. */
  readonly heldOut: PatchSet | null;
}

/** Record and weights of the same moment. */
interface KeptState {
  readonly record: RunRecord;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class LiveRun {
  #model: BuiltModel;
  #record: RunRecord;
  #history: SeriesPoint[];
  /** The newest state that was kept; here too, because storage may fail. */
  #kept: KeptState | null = null;
  patches: ResidentPatches | null = null;
  trainer: Trainer | null = null;
  /** Resolves when the loop under way has ended and its state is kept. */
  ended: Promise<void> | null = null;
  /** Another backend takes over: whatever the loop still throws does not count. */
  isAbandoned = false;
  /** The loop under way takes a given number of steps, and no more. */
  isStepping = false;
  /** The loop under way ends only for its settings to be changed, and another one follows. */
  isAdjusting = false;
  /** Who computes with the model at the moment. */
  #uses = 0;
  /** Models that others took the place of, while somebody may still compute with them. */
  #replaced: BuiltModel[] = [];

  constructor(model: BuiltModel, record: RunRecord) {
    this.#model = model;
    this.#record = record;
    this.#history = [...record.history];
  }

  /** With the weights of the last step taken. */
  get model(): BuiltModel {
    this.trainer?.settle();
    return this.#model;
  }
  get runId(): string {
    return this.#record.runId;
  }
  get state(): RunState {
    return this.#record.state;
  }
  /** As it would be kept now. */
  get record(): RunRecord {
    return { ...this.#record, history: [...this.#history] };
  }

  enter(state: RunState, failure?: string): void {
    const { failure: _, ...rest } = this.#record;
    this.#record = { ...rest, state, ...(failure === undefined ? {} : { failure }) };
  }
  rename(name: string): void {
    this.#record = { ...this.#record, name };
  }
  runsOn(backend: BackendName): void {
    this.#record = { ...this.#record, backend };
  }

  note(changes: Partial<Pick<RunRecord, "yardsticks" | "best" | "verdicts">>): void {
    this.#record = { ...this.#record, ...changes };
  }

  advance({ step, seconds, points }: Progress): void {
    this.#record = { ...this.#record, step, seconds };
    for (const point of points) {
      const last = this.#history.at(-1);
      if (last?.step === point.step) {
        this.#history[this.#history.length - 1] = {
          ...last,
          values: { ...last.values, ...point.values },
        };
      } else this.#history.push(point);
    }
  }

  /**
   * The state to keep, and to go back to.
   * @param best its own figure, where no state before it was better
   * @throws Diverged where a number in it is not finite
   */
  async toCheckpoint(best?: BestState): Promise<KeptState> {
    const { step = this.#record.step, seconds = this.#record.seconds } = this.trainer ?? {};
    const record = { ...this.record, step, seconds, ...(best && { best }) };
    const kept = { record, bytes: await writeCheckpoint(this.model, record) };
    this.#kept = kept;
    return kept;
  }

  /** Gives up the loop's steps and puts back the newest state of `toCheckpoint`. */
  goBack(): void {
    this.trainer?.dispose();
    if (this.#kept) this.standAt(readCheckpoint(this.#kept.bytes));
  }

  /** Puts back weights, optimisers, step, curves and verdicts of an earlier state; whatever else was noted stays. */
  standAt(checkpoint: Checkpoint): void {
    restoreModel(this.#model, checkpoint);
    const { step, seconds, history, verdicts } = checkpoint.record;
    const { verdicts: _, ...rest } = this.#record;
    this.#record = { ...rest, step, seconds, ...(verdicts && { verdicts }) };
    this.#history = [...history];
  }
  /** Goes on with another model, which has learnt the same. */
  adjust(model: BuiltModel, settings: RunSettings): void {
    this.#replaced.push(this.#model);
    this.#model = model;
    this.#record = withSettings(this.#record, settings);
    this.#freeReplaced();
  }
  /** Keeps the model of this moment alive until `act` is done, whatever takes its place meanwhile. */
  async use<T>(act: () => Promise<T>): Promise<T> {
    this.#uses++;
    try {
      return await act();
    } finally {
      this.#uses--;
      this.#freeReplaced();
    }
  }
  #freeReplaced(): void {
    if (this.#uses > 0) return;
    for (const model of this.#replaced) tf.tidy(() => model.dispose());
    this.#replaced = [];
  }

  halveRate(): void {
    this.#record = { ...this.#record, halvings: (this.#record.halvings ?? 0) + 1 };
  }

  /** Puts patches on the device. */
  hold({ training, heldOut }: SplitPatches): ResidentPatches {
    this.releasePatches();
    this.patches = {
      training: new PatchSet(training),
      heldOut: heldOut.labels.length > 0 ? new PatchSet(heldOut) : null,
    };
    return this.patches;
  }

  /** Gives up the loop; the model keeps what it has learnt. */
  endTraining(): void {
    this.trainer?.dispose();
    this.trainer = null;
    this.#kept = null;
  }

  releasePatches(): void {
    this.patches?.training.dispose();
    this.patches?.heldOut?.dispose();
    this.patches = null;
  }

  dispose(): void {
    this.endTraining();
    this.releasePatches();
    for (const model of [this.#model, ...this.#replaced]) tf.tidy(() => model.dispose());
    this.#replaced = [];
  }
}
