/** What the engine tells the page by itself, one way over a port. */
import type { BackendInfo } from "./backend.ts";
import type { Film } from "./film.ts";
import type {
  BestState,
  HeldOutVerdicts,
  KidYardsticks,
  RunRecord,
  RunState,
  SeriesPoint,
  StepMode,
} from "./run.ts";
import type { RunSettings } from "./runSettings.ts";
import type { StorageTrouble } from "./storageUse.ts";
import type { WorkEvent } from "./work.ts";

/**
 * Why a run went back to its last kept state: its losses ran away, and it goes on with half the learning
 * rate; its device was lost, or did not do what it was told, and it goes on with another; the device had no
 * memory left, and it goes on with smaller batches; its backend computed wrong or kept failing, and it goes
 * on with another; or devices were lost so often that it waits.
 */
export type RecoveryReason = "Diverged" | "DeviceLost" | "OutOfMemory" | "OtherBackend" | "GivenUp";

export type EngineEvent =
  | { readonly type: "backend"; readonly backend: BackendInfo }
  | {
      readonly type: "runState";
      readonly runId: string;
      readonly state: RunState;
      readonly failure?: string;
    }
  | {
      /** The graphics device was lost so often that no other is taken before a reload. */
      readonly type: "deviceGivenUp";
      /** The run that was under way, and is paused now. */
      readonly pausedRunId: string | null;
    }
  /** A write failed, or what had failed is written now: null where nothing is amiss any more. */
  | {
      readonly type: "storageTrouble";
      readonly trouble: StorageTrouble | null;
      /** All kinds of things that are not written; `trouble` tells of the first. */
      readonly unwritten: readonly StorageTrouble["what"][];
    }
  /** What was stored has been cleared from outside, by the user or the browser. */
  | { readonly type: "storageLost"; readonly what: "documents" | "files" }
  /** Photos were removed for good, to make room or because they were asked to be. */
  | { readonly type: "photosErased"; readonly hashes: readonly string[] }
  /** Something was deleted from the project of this name, and there was no room for it in the bin. */
  | { readonly type: "pastBin"; readonly name: string }
  /** Storage that was refused answers now; the session stays in memory until it is reloaded. */
  | { readonly type: "storageBack" }
  /** An earlier version had trained the average in the generator's place: it goes on from the average. */
  | { readonly type: "generatorMended"; readonly runId: string }
  | {
      /** Photos could not be read: the run trains without them from now on, or was measured without them. */
      readonly type: "photosLeftOut";
      readonly runId: string;
      /** Ids of all of them. */
      readonly leftOut: readonly string[];
      /** More than before. */
      readonly count: number;
      /** `begun`: it trained on those before. */
      readonly use: "fresh" | "begun" | "measured";
    }
  | { readonly type: "stepMode"; readonly runId: string; readonly mode: StepMode }
  | {
      readonly type: "progress";
      readonly runId: string;
      readonly step: number;
      readonly seconds: number;
      readonly stepMs: number;
      readonly points: readonly SeriesPoint[];
    }
  | {
      /** A model is being fitted. */
      readonly type: "fitting";
      readonly runId: string;
      /** What is done, 0…1. */
      readonly share: number;
      readonly seconds: number;
    }
  | {
      /** The run is back at the last state that was kept, in which all numbers were finite. */
      readonly type: "wentBack";
      readonly runId: string;
      /** As of that state. */
      readonly record: RunRecord;
      readonly reason: RecoveryReason;
      /** Else it fails, where its losses ran away too often, or it is paused. */
      readonly goesOn: boolean;
    }
  | {
      /** The weights that storage gave are of another step, or other settings, than the run's record: it stands there. */
      readonly type: "foundElsewhere";
      readonly runId: string;
      readonly record: RunRecord;
    }
  | {
      /** Settings were changed by `adjust`. */
      readonly type: "adjusted";
      readonly runId: string;
      readonly settings: RunSettings;
    }
  | {
      /** What the run's samples are measured by, and its best state so far, where there is one. */
      readonly type: "quality";
      readonly runId: string;
      readonly yardsticks: KidYardsticks;
      readonly best?: BestState;
    }
  /** A classifier has judged all that is held out. */
  | { readonly type: "verdicts"; readonly runId: string; readonly verdicts: HeldOutVerdicts }
  | {
      /** Samples or reconstructions from the same fixed inputs each time, so that sheets compare. */
      readonly type: "preview";
      readonly runId: string;
      readonly step: number;
      readonly sheet: ImageBitmap;
      readonly columns: number;
      readonly rows: number;
    }
  | WorkEvent
  /** The run's film is another one now: longer, thinner, or cut where the run went back. */
  | { readonly type: "film"; readonly runId: string; readonly film: Film };
