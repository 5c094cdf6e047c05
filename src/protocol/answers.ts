/** What a task answers that has no command of its own: numbers, and maps of a picture's place. */
import type { PhotoSource } from "./project.ts";

/**
 * What the numbers of a map mean, from the low end of its range to the high one: colours, a height, how strongly
 * something is so, or which class is there.
 */
export type MapKind = "rgb" | "height" | "heat" | "classMap";

export interface PixelMap {
  readonly kind: MapKind;
  readonly width: number;
  readonly height: number;
  /** 3 for `rgb`, else 1. */
  readonly channels: 1 | 3;
  /** Of the numbers; for a class map its classes, from the first to the last. */
  readonly range: readonly [low: number, high: number];
  /** Row after row, [height, width, channels]. */
  readonly values: Float32Array;
}

export interface Question {
  readonly photo?: Blob | PhotoSource;
  /** By names of the task's choice. */
  readonly numbers?: Readonly<Record<string, number>>;
}

export interface Answer {
  readonly maps: Readonly<Record<string, PixelMap>>;
  readonly numbers: Readonly<Record<string, number>>;
}

export interface AnswersApi {
  /**
   * By a run's newest weights; long work. Throws `Cancelled`, and `UnknownRun` where its model does not have the
   * task, or is not fitted yet.
   */
  answer(workId: string, runId: string, taskId: string, question: Question): Promise<Answer>;
}
