/**
 * The boundary between page and workers. Commands are awaited (Comlink), events are one-way over a
 * port. Pictures cross as transferred ImageBitmaps. Errors keep only `name` and `message`: switch on
 * the names in `EngineErrorName`.
 */
import type { BackendInfo, EngineChoice } from "./backend.ts";
import type { Film, FilmFrame } from "./film.ts";
import type { PatchSettings, Photo, PhotoSource, Project, TrainingData } from "./project.ts";
import type { KeptResult } from "./results.ts";
import type {
  BestState,
  CheckpointName,
  HeldOutVerdicts,
  KidYardsticks,
  RunRecord,
  RunState,
  SeriesPoint,
  StepMode,
  TrainRequest,
} from "./run.ts";
import type { RunSettings } from "./runSettings.ts";
import type { Hparams, ModelSpec } from "./spec.ts";
import type {
  BinItem,
  Binned,
  ImportTarget,
  Intake,
  StorageItem,
  StoredCopy,
  StoredProject,
  UnreadableDocument,
} from "./storage.ts";

/** Names that errors of the workers carry; the page has a sentence for each (`error.<name>`). */
export const engineErrorNames = [
  "UnreadableImage",
  "StorageFull",
  "StorageFailed",
  "OutOfMemory",
  "TooLarge",
  "DeviceLost",
  "Diverged",
  "NotEnoughData",
  "UnknownRun",
  "BadCheckpoint",
  "LostWeights",
  "LostBest",
  "NotServed",
  "BadSetting",
  "Conflict",
  "BusyElsewhere",
  "CalledOff",
] as const;
export type EngineErrorName = (typeof engineErrorNames)[number];

export interface EngineInfo {
  readonly backend: BackendInfo;
  readonly models: readonly ModelSpec[];
}

/** Small choices that outlive a session and are not part of a project. */
export interface Settings {
  readonly activeProjectId: string | null;
  readonly activeRunIds: Readonly<Record<string, string>>;
  readonly modelId: string;
  /** Form values last used, by model id. */
  readonly drafts: Readonly<Record<string, Hparams>>;
  /** Ids of the two classes that a translating model is to learn, by project id. */
  readonly domains?: Readonly<Record<string, readonly [string, string]>>;
}

/** Choices that were made anew; each entry of a record stands for itself, so that tabs do not undo each other's. */
export type SettingsChange = Partial<Settings>;

export interface Workspace {
  readonly projects: readonly Project[];
  /** Ids of those among them that a newer version wrote: they are not to be edited. */
  readonly newer: readonly string[];
  readonly runs: readonly RunRecord[];
  readonly settings: Settings | null;
  /** `memory`: the browser refuses storage (private mode); nothing survives the session. */
  readonly storage: "kept" | "memory";
  /** Imports that were cut off, in this tab or in one that is gone. */
  readonly intakes: readonly Intake[];
  /** Left alone, and nothing that they name is ever cleared up. */
  readonly unreadable: readonly UnreadableDocument[];
}

/** One dropped file with the folder path it came from ("" for a loose file), "/"-separated. */
export interface ImportItem {
  readonly file: File;
  readonly folder: string;
}

/** Why a file was not taken; the page has a sentence for each. */
export type SkipReason =
  | "empty"
  | "notAnImage"
  | "unsupportedFormat"
  | "tooLarge"
  | "tooManyPixels"
  | "tooSmall"
  | "damaged"
  | "unreadable"
  | "timedOut"
  | "emptyFolder"
  | "storageFull"
  | "storageFailed";

export interface ImportedPhoto {
  readonly photo: Photo;
  /** The class that its folder becomes, by `folderClasses`; "" when loose. */
  readonly folder: string;
}

export interface SkippedFile {
  /** Path as the user knows it. */
  readonly name: string;
  readonly reason: SkipReason;
  /** Format that was recognised, e.g. "TIFF", for `unsupportedFormat`. */
  readonly format?: string;
}

/** A folder whose class is not simply called as it is. */
export interface RenamedFolder {
  /** Path as the user knows it. */
  readonly folder: string;
  readonly className: string;
}

export interface ImportReport {
  /** In the order given. */
  readonly imported: readonly ImportedPhoto[];
  readonly skipped: readonly SkippedFile[];
  readonly renamed: readonly RenamedFolder[];
  readonly cancelled: boolean;
}

export interface PatchPreview {
  /** Patches per class, in class order: training and held out. */
  readonly training: readonly number[];
  readonly heldOut: readonly number[];
  /** A sheet of sample patches, `columns` × `rows`, one row a class. */
  readonly sheet: ImageBitmap;
  readonly columns: number;
  readonly rows: number;
}

export interface LatentSpace {
  /** Dimensions, the one that changes the picture most first. */
  readonly order: readonly number[];
  /** Share of the picture's change that each dimension causes, by dimension index; sums to 1. */
  readonly importance: readonly number[];
}

export interface Verdict {
  /** Probability by class, in the order of the run's classes. */
  readonly probabilities: readonly number[];
  /** The photo as the model saw it, at most 512 px. */
  readonly photo: ImageBitmap;
  /** Grad-CAM of the likeliest class over the whole photo: grey level = weight 0…255, coarse grid. */
  readonly heat: ImageBitmap;
  /** Patches whose verdicts were averaged. */
  readonly patches: number;
}

export interface Translation {
  /** The photo as the model saw it, scaled as its training photos were… */
  readonly photo: ImageBitmap;
  /** …and as it would look in the other domain, of the same size. */
  readonly picture: ImageBitmap;
}

export interface Evaluation {
  /** One entry a photo, in the order given: mean probability over its patches, by class. */
  readonly photos: readonly (readonly number[])[];
  /** Share of single patches judged right. */
  readonly patchAccuracy: number;
  readonly patches: number;
}

/** Squared error per value in [-1, 1]², averaged, on the same held-out patches. */
export interface ReconstructionErrors {
  readonly model: number;
  readonly meanImage: number;
  readonly pca2: number;
  readonly pca16: number;
}

/** What a generative model's samples are worth beside real patches; docs/models.md says how it is measured. */
export interface Quality {
  /** Kernel distance of samples from real patches; around `kidFloor` at best. */
  readonly kid: number;
  /** The same for other real patches… */
  readonly kidFloor: number;
  /** …and for those with their pixels shuffled; smooth pictures can lie beyond it. */
  readonly kidCeiling: number;
  /** Of translations: the kernel distance of the patches that they were made from. */
  readonly kidSource?: number;
  /** Share of samples that are near copies of training patches, about 0.01 by chance; NaN with one photo only. */
  readonly copyRate: number;
  /** Real patches that the samples were held against: held-out ones, filled up with training patches. */
  readonly heldOutPatches: number;
  readonly trainingPatches: number;
}

/** The kernel distance of a run's pictures, and its yardsticks, by what a classifier of the user's looks at. */
export interface DistanceByClassifier extends KidYardsticks {
  readonly kid: number;
  /** The step that the pictures are of. */
  readonly step: number;
}

/**
 * How close a sample is to its nearest training patch: closer than nearly all new photos' patches are,
 * than most of them, as close as they are, or farther than nearly all.
 */
export type Likeness = "copy" | "close" | "usual" | "far";

/** What a generative model's samples have of its training patches. */
export interface Memorisation {
  /** Pairs side by side, `columns` 2: a sample, and the training patch most like it, mirrored as fits best. */
  readonly sheet: ImageBitmap;
  /** One a pair, the closest first; the closest of all samples are shown. */
  readonly pairs: readonly Likeness[];
  /** Share of all samples that are near copies, about 0.01 by chance; NaN with one photo only. */
  readonly copyRate: number;
  /** The step that the samples are of. */
  readonly step: number;
}

/** Something that could not be written lives in memory alone until it can. */
export interface StorageTrouble {
  readonly failure: Extract<EngineErrorName, "StorageFull" | "StorageFailed">;
  /** What could not be written: a run's state, a project, an imported photo, a run's film, a verdict or a choice. */
  readonly what: "run" | "project" | "photo" | "film" | "result" | "settings";
}

export interface StorageUse {
  readonly photoBytes: number;
  readonly checkpointBytes: number;
  readonly filmBytes: number;
  /** Of these, what emptying the bin and the trash would free. */
  readonly trashBytes: number;
  /** Projects and runs, the largest first. */
  readonly items: readonly StorageItem[];
  readonly persisted: boolean;
}

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
      readonly type: "importProgress";
      readonly importId: string;
      readonly done: number;
      readonly total: number;
    }
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
  /** The run's film is another one now: longer, thinner, or cut where the run went back. */
  | { readonly type: "film"; readonly runId: string; readonly film: Film };

/** The largest settings that fit, as far as they differ from those asked for. */
export type FittingSettings = Partial<Pick<PatchSettings, "cut" | "overlap" | "cropsPerPhoto">> & {
  readonly batchSize?: number;
};

/** What training would take of the memory, counted before it is taken. */
export interface MemoryNeed {
  readonly patches: number;
  readonly bytes: number;
  /** What a page may take; a run that needs more is refused. */
  readonly budget: number;
  /** Where it is too much: what is not, or null where no setting helps. */
  readonly fits: FittingSettings | null;
}

/** What computing takes, for tests and figures. */
export interface Usage {
  /** Held by TensorFlow.js on the backend in use. */
  readonly tensors: number;
  readonly bytes: number;
  /** `GPUQueue.submit` calls so far. */
  readonly submits: number;
  /** For each thread of the compiled steps on a processor, the operations that it had a share in. */
  readonly threadSteps: readonly number[];
}

/** What both workers can do with a model's current weights. */
export interface PlayerApi {
  /**
   * Decodes one latent vector [latentDim]; the bitmap has the patch size.
   * @param weights how much of each of the run's classes, summing to 1, where its model is told classes
   */
  generate(runId: string, z: Float32Array, weights?: Float32Array): Promise<ImageBitmap>;
  /** One photo as it would look in domain `target`: class 0 or 1 of the run's data. */
  translate(runId: string, image: Blob | PhotoSource, target: number): Promise<Translation>;
  /** Judges one photo: mean over its patches, Grad-CAM over the whole. */
  classify(runId: string, image: Blob | PhotoSource): Promise<Verdict>;
}

/** A second worker on WASM that samples from the latest weights while a slow step blocks the engine. */
export interface SamplerApi extends PlayerApi {
  /** Takes weight snapshots from the engine over this port. */
  follow(weights: MessagePort): Promise<void>;
}

export interface EngineApi extends PlayerApi {
  /** Call once, first. */
  start(events: MessagePort, choice: EngineChoice): Promise<EngineInfo>;
  /** Weight snapshots go over this port from now on, to the other end of a sampler's; at once of all on the device. */
  feedSampler(weights: MessagePort): Promise<void>;
  /** Sends it a run's newest weights. Throws `UnknownRun`, `LostWeights`. */
  handToSampler(runId: string): Promise<void>;

  /** All that is the user's own. */
  loadWorkspace(): Promise<Workspace>;
  /** The runs that are shipped with the app. They come from its server, which may be slow or not answer. */
  loadShippedRuns(): Promise<readonly RunRecord[]>;
  /** What is stored of a project at this moment. */
  findProject(projectId: string): Promise<StoredProject>;
  /**
   * Writes a project where the stored one still has the revision that the change was made to.
   * @param base the revision; null for a project that is not stored yet
   * @returns the new revision. Throws `Conflict`; then nothing was written.
   */
  saveProject(project: Project, base: number | null): Promise<number>;
  /** As `saveProject`. One that is gone already is no conflict. */
  deleteProject(projectId: string, base: number): Promise<void>;
  /** Nothing of this project waits any more to be written from here. */
  waiveProject(projectId: string): Promise<void>;
  /** Merges into what is stored. */
  saveSettings(change: SettingsChange): Promise<void>;
  /** Which of these photos, by SHA-256 in hex, are not stored any more. Throws `StorageFailed`. */
  missingPhotos(hashes: readonly string[]): Promise<readonly string[]>;
  storageUse(): Promise<StorageUse>;
  /** Of a session in memory: writes what it made to storage that answers by now. Throws `StorageFailed`. */
  keepWhatWasMade(): Promise<void>;
  /** What was deleted and can be brought back, newest first. */
  bin(): Promise<BinItem[]>;
  /** Null where it is not there any more. */
  binned(id: string): Promise<Binned | null>;
  /** For good, with the files that nothing else needs. */
  eraseBinned(ids: readonly string[]): Promise<void>;
  /** All that is in the bin, and files that nothing names, for good. */
  emptyTrash(): Promise<void>;
  /** Tries at once to write what of runs could not be written; ask it where room was made. */
  saveNow(): Promise<void>;

  /** Files of an import that is to begin: to send very many at once would hold the page up. */
  handOver(importId: string, items: readonly ImportItem[]): Promise<void>;
  /**
   * Sniffs, checks and stores images, those that were handed over first; never throws for a bad file, it lists it.
   * @param target with it, what was read is durable as it goes, until `finishImport`
   */
  importFiles(
    importId: string,
    items: readonly ImportItem[],
    target?: ImportTarget,
  ): Promise<ImportReport>;
  /**
   * What is stored of one project or run, whatever version it is of, or of all, as a ZIP archive: documents,
   * photos and checkpoints. Throws `StorageFailed`.
   */
  saveElsewhere(key?: string): Promise<StoredCopy>;
  /** Its photos are in a project that is kept, or are not wanted. */
  finishImport(importId: string): Promise<void>;
  cancelImport(importId: string): Promise<void>;

  /**
   * Stores a photo that belongs to no project.
   * @param resultId of the result that it is wanted for
   * @returns the hash that it is kept under. Throws `UnreadableImage`, `StorageFull`, `StorageFailed`.
   */
  keepPhoto(resultId: string, file: Blob): Promise<string>;
  /** The Inspect desk's results, oldest first. */
  results(): Promise<KeptResult[]>;
  /** Writes results, or writes them anew; of more than 200 the oldest go. */
  keepResults(results: readonly KeptResult[]): Promise<void>;
  forgetResults(ids: readonly string[]): Promise<void>;

  /** Square, centre-cropped thumbnails of `side` px; null where a photo cannot be read. */
  thumbnails(sources: readonly PhotoSource[], side: number): Promise<(ImageBitmap | null)[]>;
  /** The whole photo, long side at most `maxSide` px. Throws `UnreadableImage`. */
  photo(source: PhotoSource | Blob, maxSide: number): Promise<ImageBitmap>;
  previewPatches(data: TrainingData): Promise<PatchPreview>;

  /** What training on these data would take of the memory; nothing is read for it. */
  memoryNeed(data: TrainingData, hparams: Hparams): Promise<MemoryNeed>;
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

  latentSpace(runId: string): Promise<LatentSpace>;
  /** zMean of one image (centre patch of the scaled photo): [latentDim]. */
  encode(runId: string, image: Blob | PhotoSource): Promise<Float32Array>;
  /** Mean verdicts for photos; `grey` removes their colour first. */
  evaluate(
    runId: string,
    photos: readonly Photo[],
    labels: readonly number[],
    grey: boolean,
  ): Promise<Evaluation>;
  /** Reconstruction error on the run's held-out patches beside PCA fitted on its training patches. */
  reconstructionErrors(runId: string): Promise<ReconstructionErrors>;
  /**
   * `count` samples (at least 2) beside as many real patches; takes a while. Throws `NotEnoughData`.
   * @param label the class that both are of; all where left out
   */
  quality(runId: string, count: number, seed: number, label?: number): Promise<Quality>;
  /**
   * The distance that a run logs while it trains, by the features of classifier run `judgeId` instead of the
   * fixed network's; takes a while. Throws `UnknownRun`, `NotEnoughData`.
   */
  distanceByClassifier(runId: string, judgeId: string): Promise<DistanceByClassifier>;
  /** Share of `count` pictures drawn in class `label`, or translated into it, that the classifier run `judgeId` takes for it. */
  judgedAs(
    runId: string,
    judgeId: string,
    label: number,
    count: number,
    seed: number,
  ): Promise<number>;
  /**
   * `count` samples beside the training patches most like them; takes a while. Throws `NotEnoughData`.
   * @param most pairs that are shown
   */
  memorisation(runId: string, count: number, most: number, seed: number): Promise<Memorisation>;
  /** `count` samples from the prior, [count, size, size, 3] RGB bytes; seeded. */
  samples(runId: string, count: number, seed: number): Promise<Uint8Array>;
  /**
   * At most `count` held-out patches of the other domain, each before its translation into domain
   * `target`: [2n, size, size, 3] RGB bytes; seeded.
   */
  translations(runId: string, target: number, count: number, seed: number): Promise<Uint8Array>;
  /** The run's held-out patches as RGB bytes, at most `count`: [n, size, size, 3]. */
  realPatches(runId: string, count: number): Promise<Uint8Array>;
  /** Weights and record as safetensors; `half` stores f16. */
  exportRun(runId: string, half: boolean): Promise<Uint8Array>;
  usage(): Promise<Usage>;
}
