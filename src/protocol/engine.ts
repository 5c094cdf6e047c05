/**
 * The boundary between page and workers. Commands are awaited (Comlink), events are one-way over a
 * port. Pictures cross as transferred ImageBitmaps. Errors keep only `name` and `message`: switch on
 * the names in `EngineErrorName`.
 */
import type { AnswersApi } from "./answers.ts";
import type { AssemblingApi } from "./assembling.ts";
import type { BackendInfo, EngineChoice } from "./backend.ts";
import type { DatasetApi } from "./dataset.ts";
import type { ImportingApi } from "./importing.ts";
import type { EncodingApi, InferenceApi } from "./inference.ts";
import type { MeasuringApi } from "./measuring.ts";
import type { QualityApi } from "./quality.ts";
import type { ModelSpec } from "./spec.ts";
import type { StorageApi } from "./storageUse.ts";
import type { TrainingApi } from "./training.ts";
import type { WorkApi } from "./work.ts";
import type { WorkspaceApi } from "./workspace.ts";

export interface EngineInfo {
  readonly backend: BackendInfo;
  readonly models: readonly ModelSpec[];
}

/** A second worker on WASM that samples from the latest weights while a slow step blocks the engine. */
export interface SamplerApi extends InferenceApi {
  /** Takes weight snapshots from the engine over this port. */
  follow(weights: MessagePort): Promise<void>;
}

/** What the engine worker answers. */
export interface EngineApi
  extends WorkspaceApi,
    ImportingApi,
    StorageApi,
    DatasetApi,
    TrainingApi,
    InferenceApi,
    EncodingApi,
    AnswersApi,
    AssemblingApi,
    QualityApi,
    WorkApi,
    MeasuringApi {
  /** Call once, first. */
  start(events: MessagePort, choice: EngineChoice): Promise<EngineInfo>;
  /** Weight snapshots go over this port from now on, to the other end of a sampler's; at once of all on the device. */
  feedSampler(weights: MessagePort): Promise<void>;
  /** Sends it a run's newest weights. Throws `UnknownRun`, `LostWeights`. */
  handToSampler(runId: string): Promise<void>;
}
