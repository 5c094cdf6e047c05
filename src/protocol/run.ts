/** A run is one training of one model on a frozen copy of the data; its record outlives the session. */
import type { Confusion } from "../lib/verdicts.ts";
import type { BackendName } from "./backend.ts";
import type { RunData } from "./runData.ts";
import type { Hparams } from "./spec.ts";

export type RunState = "preparing" | "training" | "paused" | "finished" | "stopped" | "failed";

/** How a run's steps are computed in this session. */
export type StepMode =
  | { readonly kind: "compiling"; readonly done: number; readonly total: number }
  | { readonly kind: "compiled" }
  /** Operation by operation; `isFallback` where a compiled step was tried and could not be used. */
  | { readonly kind: "direct"; readonly isFallback: boolean };

/** Values of one logged step, by series name; validation series carry the prefix `val.`. */
export interface SeriesPoint {
  readonly step: number;
  /** Training time before it, to a hundredth; missing where it was not noted. */
  readonly seconds?: number;
  readonly values: Readonly<Record<string, number>>;
}

/** Distances of real patches from real ones, measured as those of a run's samples are (series `val.kid`). */
export interface KidYardsticks {
  /** Other real patches: a model of these data can hardly come closer… */
  readonly kidFloor: number;
  /** …and those with their pixels shuffled: the colours are right, the texture is gone. */
  readonly kidCeiling: number;
  /** Real patches that were compared with: held-out ones, filled up with training patches. */
  readonly heldOutPatches: number;
  readonly trainingPatches: number;
}

/** The state of a run whose samples came closest to real patches; kept in a checkpoint of its own. */
export interface BestState {
  readonly step: number;
  readonly kid: number;
}

/** A classifier's verdicts on all that is held out, counted; classes in the order of the run's data. */
export interface HeldOutVerdicts {
  readonly step: number;
  /** Single patches. */
  readonly patches: Confusion;
  /** Photos, each judged by the mean over its patches. */
  readonly photos: Confusion;
}

/** Which of a run's checkpoints. */
export type CheckpointName = "latest" | "best";

export interface TrainRequest {
  readonly runId: string;
  readonly projectId: string;
  readonly name: string;
  readonly modelId: string;
  /** Complete: every field of the spec has a value. Holds `seed` among others; where it learns by steps, `steps` and `batchSize`. */
  readonly hparams: Hparams;
  /** With the list of photos where the engine may not have it yet. */
  readonly data: RunData;
  /** Stop after this much training time; no limit when absent. */
  readonly maxSeconds?: number;
}

/** A change of settings after training had begun. */
export interface Adjustment {
  /** Updates done before it. */
  readonly step: number;
  /** What the changed settings were until then, and what they have been since. */
  readonly before: Hparams;
  readonly changes: Hparams;
}

/** What is kept of a run; the weights lie beside it in a checkpoint. */
export interface RunRecord extends TrainRequest {
  readonly version: 2;
  readonly state: RunState;
  /** Updates done; of a model that is fitted 1 once it is. */
  readonly step: number;
  /** Training time so far, without pauses and what was done between two steps for a change of settings. */
  readonly seconds: number;
  readonly backend: BackendName;
  /** Milliseconds since 1970, for display only. */
  readonly createdAt: number;
  readonly history: readonly SeriesPoint[];
  /** How often its losses ran away since its learning rate was last set; each time it was halved. */
  readonly halvings?: number;
  /** Ids of photos of its data that could not be read when it trained, and are left out from then on. */
  readonly leftOut?: readonly string[];
  /** In order; `hparams` are the settings as they are after the last. */
  readonly adjustments?: readonly Adjustment[];
  /** Once they are measured, for a run whose samples are. */
  readonly yardsticks?: KidYardsticks;
  readonly best?: BestState;
  /** The newest, of a classifier; no later than `step`. */
  readonly verdicts?: HeldOutVerdicts;
  /** Shipped with the app; cannot be deleted for good. */
  readonly pretrained?: true;
  /** Why it failed (a message id), when `state` is "failed". */
  readonly failure?: string;
}

/** Whether a run learns by steps; else it is fitted, and has no curves. */
export const hasSteps = ({ hparams }: Pick<RunRecord, "hparams">): boolean => "steps" in hparams;

/** What is told of a run that has begun and whose weights are not there. */
export const lostWeights = {
  state: "failed",
  failure: "LostWeights",
} as const satisfies Partial<RunRecord>;

/** One that has not taken a step, without its empty history. @param createdAt milliseconds since 1970 */
export const runAtStart = (
  request: TrainRequest,
  backend: BackendName,
  createdAt = Date.now(),
): Omit<RunRecord, "history"> => ({
  ...request,
  version: 2,
  state: "preparing",
  step: 0,
  seconds: 0,
  backend,
  createdAt,
});
