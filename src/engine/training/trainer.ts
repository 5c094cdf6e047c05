/**
 * The training loop; it knows no model. Losses stay on the device and are read a few steps at a time,
 * and between two steps every waiting request is served.
 */
import { nextTask } from "../../lib/nextTask.ts";
import type { SeriesPoint } from "../../protocol/run.ts";
import { failureName } from "../compute/failure.ts";
import { Diverged } from "../errors.ts";
import type { Losses, StepRunner } from "../steps/stepRunner.ts";
import type { Validation } from "../tasks/validation.ts";
import { Backlog } from "./backlog.ts";
import { BetweenSteps } from "./betweenSteps.ts";
import { Cadence, type Pace } from "./cadence.ts";
import { LossLog, type Moment } from "./lossLog.ts";

export interface Progress {
  readonly step: number;
  /** Training time so far, without pauses and what others do between two steps. */
  readonly seconds: number;
  /** Milliseconds a step, over the last few. */
  readonly stepMs: number;
  readonly points: readonly SeriesPoint[];
}

export interface TrainerOptions {
  /** Takes the steps; whoever made it disposes of it. */
  readonly runner: StepRunner;
  /** Resolves when the device has done all that it was given so far. */
  readonly whenDone: () => Promise<unknown>;
  /** Null where nothing is held out. */
  readonly validation: Validation | null;
  /** Updates planned in all, by now. */
  readonly steps: () => number;
  /** Where to go on from. */
  readonly startStep: number;
  readonly startSeconds: number;
  /** Ends the run after this much training time. */
  readonly maxSeconds: number;
  /** Numbers to log beside the losses of update `step` (updates done before it); asked when it is taken. */
  readonly scheduled?: (step: number) => Losses;
  readonly onProgress: (progress: Progress) => void;
  /** Throws where nothing can be believed that was read from the device. */
  readonly requireDevice?: () => void;
  /** Extra work between steps, each at its own cadence; awaited, so that it never piles up. */
  readonly chores: readonly Chore[];
  /** Milliseconds; `performance.now` outside tests. */
  readonly now?: () => number;
}

export interface Chore extends Pace {
  /** Reads and reports all losses first, so that what it keeps is complete. */
  readonly needsLosses?: boolean;
  /** Left out while this says no; its cadence does not run on. */
  readonly isWanted?: () => boolean;
  /** Training cannot go on where it fails; else it is left out that time. */
  readonly isVital?: boolean;
  /** Done once more when the run finishes. */
  readonly alsoAtEnd?: boolean;
  /** @param log adds numbers to those of the step just taken; only where all losses are read first */
  readonly run: (step: number, log: (values: Losses) => void) => Promise<void>;
}

export type TrainerEnd = "paused" | "stopped" | "finished";

/** Events leave at most ten times a second. */
const reportMs = 100;

/**
 * A step that seems to have taken longer was not one: the machine slept, or the page was frozen. It counts
 * as the steps before it.
 */
const longestStepMs = 60_000;

export class Trainer {
  readonly #options: TrainerOptions;
  readonly #now: () => number;
  #runner: StepRunner;
  readonly #backlog: Backlog;
  readonly #validation: Cadence;
  readonly #chores: readonly { readonly chore: Chore; readonly cadence: Cadence }[];
  #step: number;
  #seconds: number;
  #wanted: "run" | "pause" | "stop" = "run";
  /** Why the next step's data are not at hand. */
  #missing: { readonly error: unknown } | null = null;
  readonly #log: LossLog;
  /** What others want to do between two steps. */
  readonly #between = new BetweenSteps();
  /** How long what others wanted has taken since the last step, ms. */
  #betweenMs = 0;
  #lastRead = 0;
  #lastReport = Number.NEGATIVE_INFINITY;
  #stepMs = 0;

  constructor(options: TrainerOptions) {
    this.#options = options;
    this.#runner = options.runner;
    this.#now = options.now ?? (() => performance.now());
    this.#step = options.startStep;
    this.#seconds = options.startSeconds;
    this.#log = new LossLog(options.steps);
    this.#backlog = new Backlog(options.whenDone, this.#now);
    this.#validation = new Cadence(
      { everyMs: 1000, share: 0.1, waitsFirst: options.startStep > 0 }, // one that goes on was judged before
      this.#now,
    );
    this.#chores = options.chores.map((chore) => ({
      chore,
      cadence: new Cadence(chore, this.#now),
    }));
  }

  get step(): number {
    return this.#step;
  }
  get seconds(): number {
    return this.#seconds;
  }
  get stepMs(): number {
    return this.#stepMs;
  }
  /** Somebody waits for it to pause or stop. */
  get isAskedToEnd(): boolean {
    return this.#wanted !== "run";
  }

  /** Takes effect after the step under way, or before the first. */
  pause(): void {
    if (this.#wanted === "run") this.#wanted = "pause";
  }
  /** Takes effect after the step under way. */
  stop(): void {
    this.#wanted = "stop";
  }

  /** Brings the model's variables up to date. */
  settle(): void {
    this.#runner.settle();
  }

  /**
   * Does something between two steps, when all losses are read and reported and the model's variables are up
   * to date; while nothing is trained it waits.
   * @throws BadSetting where training ends before; whatever `act` throws
   */
  between<T>(act: () => Promise<T>): Promise<T> {
    return this.#between.ask(act);
  }

  /** Nothing follows: whoever waits for its turn between two steps is told. */
  close(): void {
    this.#between.close();
  }

  /** Goes on by another runner from where it stands. */
  continueBy(runner: StepRunner): void {
    this.#runner = runner;
  }

  /** Goes on by another runner from an earlier step; what was wished for meanwhile still holds. */
  goBack({ step, seconds }: Pick<Progress, "step" | "seconds">, runner: StepRunner): void {
    this.#runner = runner;
    this.#step = step;
    this.#seconds = seconds;
    this.#log.clear();
  }

  /**
   * Trains until something ends it; a paused trainer can run again.
   * @param limit stop as `paused` after this many steps
   * @throws Diverged when a loss or a weight to be kept is not finite; whatever the device throws; LostPatches, paused
   */
  async run(limit = Number.POSITIVE_INFINITY): Promise<TrainerEnd> {
    const lastStep = this.#step + limit;
    this.#lastRead = this.#now();
    do {
      while (this.#goesOn(lastStep)) await this.#advance();
      await this.#doBetween(); // which may put off the end
    } while (this.#goesOn(lastStep));
    await this.#finish();
    const end = this.#end();
    if (this.#wanted === "pause") this.#wanted = "run";
    const missing = this.#missing;
    this.#missing = null;
    if (missing) throw missing.error;
    return end;
  }

  /** Whether the next step's data are at hand; where they will not be, it pauses for that. */
  async #isReady(): Promise<boolean> {
    try {
      await this.#runner.ready?.(this.#step);
      return true;
    } catch (error) {
      this.#missing = { error };
      this.pause();
      return false;
    }
  }

  /** One step, and what is due after it. */
  async #advance(): Promise<void> {
    const started = this.#now();
    this.#betweenMs = 0;
    const scheduled = this.#options.scheduled?.(this.#step) ?? {};
    if (this.#runner.ready && !(await this.#isReady())) return;
    this.#runner.take(this.#step);
    this.#backlog.add();
    this.#step++;
    this.#log.took(this.moment, scheduled);
    if (this.#isReadDue()) await this.#read();
    await this.#attend();
    await nextTask(); // lets waiting requests in
    await this.#backlog.drain();
    this.#options.requireDevice?.(); // it may have gone in between: this loop tells and takes nothing more
    this.#seconds += this.#trained(this.#now() - started - this.#betweenMs) / 1000;
    this.#report(false);
  }

  /** @param ms that seem to have passed over so many steps. @returns those in which it trained */
  #trained(ms: number, steps = 1): number {
    const isGap = ms > Math.max(longestStepMs, 20 * this.#stepMs);
    return isGap ? steps * this.#stepMs : ms;
  }

  /** Where it stands, as the curves note it. */
  get moment(): Moment {
    return { step: this.#step, seconds: Math.round(100 * this.#seconds) / 100 };
  }

  #goesOn(lastStep: number): boolean {
    return this.#wanted === "run" && !this.#isDone() && this.#step < lastStep;
  }

  #isDone(): boolean {
    return this.#step >= this.#options.steps() || this.#seconds >= this.#options.maxSeconds;
  }

  #end(): TrainerEnd {
    if (this.#wanted === "stop") return "stopped";
    return this.#isDone() ? "finished" : "paused";
  }

  /** Four times a second when steps are slow, every fifth to tenth step when they are fast. */
  #isReadDue(): boolean {
    const sinceMs = this.#now() - this.#lastRead;
    const steps = this.#log.unread;
    return sinceMs >= 250 || steps >= 10 || (steps >= 5 && sinceMs >= reportMs);
  }

  /** @throws Diverged where a loss is not finite; whatever the device throws */
  #read(): Promise<void> {
    return this.#log.read(this.#runner, (steps) => {
      this.#options.requireDevice?.();
      this.#stepMs = this.#trained(this.#now() - this.#lastRead, steps) / steps;
      this.#lastRead = this.#now();
    });
  }

  /** What others wait for, validation, previews, checkpoints: whatever is due. */
  async #attend(): Promise<void> {
    await this.#doBetween();
    const isValidationDue = this.#options.validation !== null && this.#validation.isDue();
    if (isValidationDue) await this.#read(); // points stay in the order of their steps
    const before = this.#now();
    if (isValidationDue) await this.#validation.time(() => this.#validate());
    for (const { chore, cadence } of this.#chores) {
      if (chore.isWanted?.() === false || !cadence.isDue()) continue;
      await cadence.time(() => this.#do(chore));
    }
    this.#lastRead += this.#now() - before; // not part of a step's time
  }

  /** @throws as `BetweenSteps.doNext`; Diverged, and then whoever waits goes on waiting */
  async #doBetween(): Promise<void> {
    while (!this.#between.isEmpty) {
      await this.#read();
      this.#report(true);
      this.settle();
      const began = this.#now();
      await this.#between.doNext();
      this.#lastRead = this.#now();
      this.#betweenMs += this.#lastRead - began;
    }
  }

  async #do(chore: Chore): Promise<void> {
    if (chore.needsLosses) {
      await this.#read();
      this.#report(true);
    }
    try {
      await chore.run(this.#step, (values) => this.#addMeasured(values));
    } catch (error) {
      if (error instanceof Diverged || chore.isVital) throw error;
      console.warn(`Training goes on without this: ${error}`); // a picture or a figure less
    }
    this.#options.requireDevice?.();
  }

  /**
   * Left out where it does not fit into the memory: steps may fit still.
   * @param isLast done to its end, whatever is asked for meanwhile
   */
  async #validate(isLast = false): Promise<void> {
    const { validation } = this.#options;
    if (!validation) return;
    const isCalledOff = () => !isLast && this.isAskedToEnd;
    const means = await validation.measure(this.#step, isCalledOff).catch((error: unknown) => {
      if (failureName(error) !== "OutOfMemory") throw error;
      console.warn(`Training goes on without this: ${error}`);
      return null;
    });
    this.#options.requireDevice?.();
    if (!means) return;
    const named = Object.entries(means).map(([name, value]) => [`val.${name}`, value] as const);
    this.#addMeasured(Object.fromEntries(named));
  }

  /** Of the step just taken. @throws Diverged where one is not finite */
  #addMeasured(values: Losses): void {
    this.#log.add(this.moment, values);
  }

  /** Reads what is left; a run that comes to its end is validated once more. Nobody who stops one waits for that. */
  async #finish(): Promise<void> {
    await this.#read();
    this.settle();
    const hasLearnt = this.#step > this.#options.startStep;
    if (this.#end() === "finished" && hasLearnt) await this.#validate(true);
    this.#report(true);
    if (this.#end() !== "finished" || !hasLearnt) return;
    for (const { chore } of this.#chores) {
      if (chore.alsoAtEnd && chore.isWanted?.() !== false) await this.#do(chore);
    }
  }

  #report(isLast: boolean): void {
    if (!isLast && (!this.#log.hasPoints || this.#now() - this.#lastReport < reportMs)) return;
    this.#lastReport = this.#now();
    this.#options.onProgress({
      step: this.#step,
      seconds: this.#seconds,
      stepMs: this.#stepMs,
      points: this.#log.takePoints(),
    });
  }
}
