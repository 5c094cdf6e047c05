/**
 * What the lab page offers to the program that drives it from outside (Playwright). Everything that
 * crosses is plain JSON; bytes cross as base64.
 */
import type { Answer, PixelMap, Question } from "../protocol/answers.ts";
import type { AssembledTexture, AssemblingApi } from "../protocol/assembling.ts";
import type { EngineChoice } from "../protocol/backend.ts";
import type { PatchPreview } from "../protocol/dataset.ts";
import type { EngineApi, EngineInfo } from "../protocol/engine.ts";
import type { RenamedFolder, SkippedFile } from "../protocol/importing.ts";
import type { Photo, Project, TrainingData } from "../protocol/project.ts";
import type { RunRecord, SeriesPoint, TrainRequest } from "../protocol/run.ts";

/** Which of the page's inputs holds the files: two for folders, one for single photos. */
export type FolderInput = "train" | "test" | "photos";

export interface ImportedFolder {
  /** One entry a class by `folderClasses` that had readable images; sorted by path. */
  readonly classes: readonly { readonly name: string; readonly photos: readonly Photo[] }[];
  readonly skipped: readonly SkippedFile[];
  readonly renamed: readonly RenamedFolder[];
}

export interface TrainingEnd {
  readonly state: "finished" | "stopped";
  readonly step: number;
  /** Training time, pauses left out. */
  readonly seconds: number;
  readonly history: readonly SeriesPoint[];
}

export interface PlainAnswer extends Omit<Answer, "maps"> {
  readonly maps: Readonly<Record<string, Omit<PixelMap, "values"> & { values: readonly number[] }>>;
}

/** Its pixels as base64. */
export type PlainTexture = Omit<AssembledTexture, "pixels"> & { readonly pixels: string };

/** What the page passes on as the engine has it. */
type PassedOn = "pause" | "resume" | "reconstructionErrors" | "judgedAs" | "deleteRun" | "usage";

type WithoutId<Call> = Call extends (workId: string, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

/** Long work, for which the page makes the id. */
type Working = { [Name in "evaluate" | "quality"]: WithoutId<EngineApi[Name]> };

export interface LabApi extends Pick<EngineApi, PassedOn>, Working {
  start(choice: EngineChoice): Promise<EngineInfo>;
  projects(): Promise<readonly Project[]>;
  importFolder(input: FolderInput): Promise<ImportedFolder>;
  countPatches(data: TrainingData): Promise<Pick<PatchPreview, "training" | "heldOut">>;
  /** Resolves when the run has ended. Throws when it failed. */
  train(request: TrainRequest): Promise<TrainingEnd>;
  translations(runId: string, target: number, count: number, seed: number): Promise<string>;
  samples(runId: string, count: number, seed: number): Promise<string>;
  realPatches(runId: string, count: number): Promise<string>;
  exportRun(runId: string, half: boolean): Promise<string>;
  assemble(...asked: Parameters<WithoutId<AssemblingApi["assemble"]>>): Promise<PlainTexture>;
  /** The maps' numbers as plain lists. */
  answer(runId: string, taskId: string, question: Question): Promise<PlainAnswer>;
  record(runId: string): Promise<RunRecord>;
}

/** What the driving program may put on the page to be told how far a task is. */
export type ReportProgress = (done: number, total: number, note: string) => void;

declare global {
  interface Window {
    lab: LabApi;
    reportProgress?: ReportProgress;
  }
}
