/** What the Inspect desk found out, as it is kept between sessions. */
import type { PhotoSource } from "./project.ts";

export interface RankedClass {
  /** In the data of the run that judged; results of an early version lack it. */
  readonly id?: string;
  /** As it was called then; two of one name are numbered. */
  readonly name: string;
  /** 0…1 */
  readonly probability: number;
}

/** What a model said of an image. */
export interface KeptJudgement {
  /** Likeliest first. */
  readonly ranking: readonly RankedClass[];
  readonly patches: number;
  readonly tookMs: number;
  /** The run that judged, as it was called then; it may be gone. */
  readonly runId: string;
  readonly model: string;
}

export type KeptOutcome =
  | { readonly state: "waiting" }
  | { readonly state: "done"; readonly judgement: KeptJudgement }
  /** `reason` is the name of an error. */
  | { readonly state: "failed"; readonly reason: string };

export interface KeptResult {
  readonly version: 1;
  readonly id: string;
  /** Its place among all: greater than that of those before it; results of an early version lack it. */
  readonly place?: number;
  /** Of the image's file. */
  readonly name: string;
  /** The class it really has, where it is a photo of a project: as it was called then… */
  readonly trueClass: string | null;
  /** …and its id, which results of an early version lack. */
  readonly trueClassId?: string;
  /** Null where there is nothing in it that could be read. */
  readonly source: PhotoSource | null;
  readonly outcome: KeptOutcome;
}
