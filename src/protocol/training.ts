/** What can be done with runs. */
import type { Film, FilmFrame } from "./film.ts";
import type { CheckpointName, RunRecord, TrainRequest } from "./run.ts";
import type { Hparams } from "./spec.ts";

/** Runs: made, led, branched, kept and deleted. */
export interface TrainingApi {
  /**
   * Prepares the data and starts training; resolves when the run is accepted. Throws `NotEnoughData`, `TooLarge`, and
   * `BusyElsewhere` while another tab trains; so do all others that write a run which another tab trains.
   * @returns what the run is called: as is asked for, numbered where another is called so, in whichever tab
   */
  train(request: TrainRequest): Promise<string>;
  pause(runId: string): Promise<void>;
  /** Goes on with a paused run, also one of an earlier session (from its checkpoint). */
  resume(runId: string): Promise<void>;
  /**
   * One training step, then paused.
   * @param only the side of the model that alone learns in it; all where it is left out
   */
  step(runId: string, only?: string): Promise<void>;
  stop(runId: string): Promise<void>;
  /**
   * Changes settings of a run that trains or is paused; it goes on from exactly where it was. A learning
   * rate that is set takes the place of one that was halved. Throws `BadSetting` for a value outside
   * of its field, a setting that is not `live`, and a run that has ended.
   */
  adjust(runId: string, changes: Hparams): Promise<void>;
  /**
   * A new run that stands where a checkpoint of this one does, paused, with its curves up to there. A
   * run that trains is paused first where its latest state is asked for. Throws `LostWeights`,
   * `LostBest`, `BadCheckpoint`.
   */
  branchRun(
    runId: string,
    from: CheckpointName,
    newRunId: string,
    name: string,
  ): Promise<RunRecord>;
  /** Puts back the best state that the run had; it is then paused there. Throws `LostBest`, `BadCheckpoint`. */
  restoreBest(runId: string): Promise<RunRecord>;
  /** @returns the name, numbered where another run has it, in whichever tab */
  renameRun(runId: string, name: string): Promise<string>;
  /** The user's runs as storage has them, where another tab has changed, made or deleted some. */
  refreshRuns(): Promise<readonly RunRecord[]>;
  /** Takes the turn to train from a tab that does not answer. @param runId of the run that it trains */
  seizeTraining(runId: string): Promise<void>;
  /** To the bin. */
  deleteRun(runId: string): Promise<void>;
  /** For good, past the bin: where there is no room. */
  eraseRun(runId: string): Promise<void>;
  /** Out of the bin, as it was. Throws `UnknownRun` where it is not there any more. */
  bringBackRun(runId: string): Promise<RunRecord>;
  /** Sheets of the run's training so far. Throws `UnknownRun`, `StorageFailed`. */
  film(runId: string): Promise<Film>;
  /** The film's newest frame, for where a run needs one picture; null where it has none. Throws as `film`. */
  lastFrame(runId: string): Promise<FilmFrame | null>;
}
