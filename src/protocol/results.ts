/** What the Inspect desk found out, as it is kept between sessions. */
import type { PhotoSource } from "./project.ts";

export interface RankedClass {
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
  /** Of the image's file. */
  readonly name: string;
  /** The class it really has, where it is a photo of a project. */
  readonly trueClass: string | null;
  /** Null where there is nothing in it that could be read. */
  readonly source: PhotoSource | null;
  readonly outcome: KeptOutcome;
}
