/** What becomes of runs when the device goes, and when another one is there. */
import type { RecoveryReason } from "../../protocol/events.ts";
import { failureName, namedError } from "../compute/failure.ts";
import type { Films } from "../film/films.ts";
import { definitionOf } from "../models/builtModel.ts";
import { withSmallerBatch } from "../training/adjusted.ts";
import type { Autosave } from "../training/autosave.ts";
import { CalledOff, type LiveRun } from "../training/liveRun.ts";
import type { Stretch } from "../training/phase.ts";
import type { CommandQueue } from "./commandQueue.ts";
import type { Abandoned, Library } from "./library.ts";
import type { RunsTools } from "./runsTools.ts";

interface DeviceTools extends Pick<RunsTools, "registry" | "emit" | "deviceFailed"> {
  readonly library: Library;
  readonly queue: CommandQueue;
  readonly autosave: Autosave;
  readonly films: Films;
  readonly start: (run: LiveRun, stretch: Stretch) => Promise<void>;
  /** Told when what was under way goes on, or does not. */
  readonly onSettled: () => void;
}

export class DeviceChanges {
  readonly #tools: DeviceTools;
  /** What was under way when the device went, until it goes on or somebody calls it off. */
  #interrupted: Abandoned | null = null;
  /** Devices that were left behind. */
  #left = 0;

  constructor(tools: DeviceTools) {
    this.#tools = tools;
  }

  /** The run that waits for another device. */
  get interruptedRunId(): string | null {
    return this.#interrupted?.runId ?? null;
  }

  /** The device is gone, or given up: so is everything on it. What was under way waits for `recover`. */
  leave(): void {
    const { library, autosave, emit } = this.#tools;
    this.#left++;
    const abandoned = library.abandonAll();
    if (!abandoned) return;
    const { runId, kept } = abandoned;
    if (kept) autosave.salvage(kept); // it may be newer than what storage has
    this.#interrupted = abandoned;
    emit({ type: "runState", runId, state: "preparing" });
  }

  /**
   * Another device is there: what was under way goes on from its newest kept state.
   * @param reason what became of the one before; where memory was short it goes on with smaller batches, once
   */
  recover(reason: RecoveryReason): Promise<void> {
    const { library, queue, emit } = this.#tools;
    library.takeDevice(); // at once: commands before its turn wait for it
    return queue.inTurn(async () => {
      const interrupted = this.#interrupted;
      this.#interrupted = null;
      if (reason === "GivenUp")
        emit({ type: "deviceGivenUp", pausedRunId: interrupted?.runId ?? null });
      if (interrupted) await this.#goOn(interrupted, reason);
    });
  }

  async #goOn(interrupted: Abandoned, reason: RecoveryReason): Promise<void> {
    const { queue, films, emit, start, onSettled } = this.#tools;
    const { runId, phase } = interrupted;
    const left = this.#left;
    const goesOn = reason !== "GivenUp";
    const isStep = phase.stretch.limit !== undefined;
    try {
      const run = await queue.onDevice(runId);
      if (reason === "OutOfMemory") await this.#takeSmallerBatches(run);
      const { record } = run;
      films.cut(runId, record.step);
      emit({ type: "wentBack", runId, record, reason, goesOn });
      if (isStep || !goesOn) run.rest("paused");
      else await start(run, phase.stretch);
    } catch (error) {
      if (error instanceof CalledOff) this.#tellPaused(runId);
      else if (left === this.#left) this.#tellPaused(runId, failureName(error));
      else this.#interrupted ??= interrupted; // this device is gone as well, and another follows
    } finally {
      onSettled();
    }
  }

  /** @throws OutOfMemory where that was done before, or they are as small as can be */
  async #takeSmallerBatches(run: LiveRun): Promise<void> {
    const { registry, autosave, emit } = this.#tools;
    const settings = withSmallerBatch(run.record, definitionOf(registry, run.record.modelId));
    run.adjust(settings);
    await autosave.keep(run);
    emit({ type: "adjusted", runId: run.runId, settings });
  }

  /** A run that is not on the device, or does not get on there, is paused for a reason. */
  #tellPaused(runId: string, failure?: string): void {
    const { library, emit } = this.#tools;
    const run = library.onDevice(runId);
    if (run) run.rest("paused", failure);
    else if (library.has(runId))
      emit({ type: "runState", runId, state: "paused", ...(failure && { failure }) });
  }

  /** Somebody decided otherwise before a run went on by itself. */
  callOff(runId: string): void {
    if (this.#interrupted?.runId !== runId) return;
    this.#interrupted = null;
    this.#tellPaused(runId);
  }

  /** Whoever finds the device lost is not always who watches it. @throws as `work`, by name */
  async noticing<T>(work: Promise<T>): Promise<T> {
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
}
