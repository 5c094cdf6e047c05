/**
 * What a trained model can be used for, as one object a task: what of it a run shows while it trains, what the
 * run validates by, and which pictures are measured. What is asked of a trained model stands beside it in the
 * task's own file. Nobody else asks a model which tasks it has.
 */
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { Counting } from "../../lib/pieces.ts";
import type { Rng } from "../../lib/rng.ts";
import type { Answer, Question } from "../../protocol/answers.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import type { RunRecord } from "../../protocol/run.ts";
import type { TaskSpec } from "../../protocol/tasks.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { UnknownRun } from "../errors.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import type { Images } from "../pictures/images.ts";
import type { ImagesAt } from "../quality/featureNet.ts";
import type { Validation } from "./validation.ts";

/** A model with the tasks that it states. */
export interface TrainedModel extends InferringRun {
  readonly tasks: readonly Task[];
}

/** One that trains. */
export interface ValidatedRun extends TrainedModel {
  readonly runId: string;
  /** Deleted, or its device is gone. */
  readonly isGone: boolean;
  note(changes: Pick<RunRecord, "verdicts">): void;
}

/** Rows of the sheet that shows how far a run is, from the same inputs each time. */
export interface PreviewRows {
  /** As many in each as there are columns, or a multiple of it. */
  readonly rows: readonly Images[];
  /** Pictures that a model makes out of nothing, which may become all the same: each group is looked at by itself. */
  readonly groups?: readonly Images[];
  /** Classes that the groups are of, in order; 0 where they are of none. */
  readonly classes?: number;
}

export interface AskedPictures {
  /** The class that they are asked for in; any where left out. */
  readonly label?: number | undefined;
  readonly count: number;
  readonly rng: Rng;
}

export interface MadePictures {
  /** As many as wanted, unless there are fewer patches to make them of. */
  readonly count: number;
  readonly imagesAt: ImagesAt;
  /** What each was made of. */
  readonly sourcesAt?: ImagesAt;
}

/** Pictures that a model makes, for what they are measured by. */
export interface PictureMaking {
  /** The classes whose pictures are each held against that class's own patches while a run trains; `null`: all at once. */
  readonly watched: readonly (number | null)[];
  /** @throws UnknownRun where it makes no such pictures */
  make(trained: TrainedModel, patches: ResidentPatches, asked: AskedPictures): MadePictures;
}

/** What an answer is made with. */
export interface AnswerTools {
  readonly resolvePhoto: ResolvePhoto;
  /** What takes more than one unit tells after each how far it is, and may be called off there. */
  readonly counting: Counting;
}

/** What the app knows of one task. */
export interface Task {
  readonly spec: TaskSpec;
  readonly preview?: (
    run: InferringRun,
    patches: ResidentPatches,
    columns: number,
  ) => Promise<PreviewRows>;
  /** In place of the means of what the model itself measures. */
  readonly validation?: (
    run: ValidatedRun,
    heldOut: PatchSet,
    emit: (event: EngineEvent) => void,
  ) => Validation;
  readonly pictures?: PictureMaking;
  /** What is asked of a model of this task that has no command of its own. */
  readonly answer?: (run: InferringRun, question: Question, tools: AnswerTools) => Promise<Answer>;
}

/** The rows of all tasks, one below the other. */
export async function previewRows(
  run: TrainedModel,
  patches: ResidentPatches,
  columns: number,
): Promise<Required<PreviewRows>> {
  const parts: PreviewRows[] = [];
  for (const { preview } of run.tasks)
    if (preview) parts.push(await preview(run, patches, columns));
  return {
    rows: parts.flatMap(({ rows }) => rows),
    groups: parts.flatMap(({ groups = [] }) => groups),
    classes: Math.max(0, ...parts.map(({ classes = 0 }) => classes)),
  };
}

/** What a run validates by that is its tasks' own; null where none has any. */
export function validationByTask(
  run: ValidatedRun,
  heldOut: PatchSet,
  emit: (event: EngineEvent) => void,
): Validation | null {
  const own = run.tasks.find(({ validation }) => validation)?.validation;
  return own?.(run, heldOut, emit) ?? null;
}

/** As `AnswersApi`. @throws UnknownRun where none of the run's tasks answers by this id */
export async function answerBy(
  taskId: string,
  run: InferringRun & Pick<TrainedModel, "tasks">,
  question: Question,
  tools: AnswerTools,
): Promise<Answer> {
  const task = run.tasks.find(({ spec }) => spec.id === taskId);
  if (!task?.answer) throw new UnknownRun(`Run ${run.record.runId} does not answer "${taskId}"`);
  return task.answer(run, question, tools);
}
