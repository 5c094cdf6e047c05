/** What the Inspect desk knows of each image, and how that is kept. */
import type { PixelMap } from "../../protocol/answers.ts";
import type { PhotoSource } from "../../protocol/project.ts";
import type { KeptJudgement, KeptResult } from "../../protocol/results.ts";

export interface Judgement extends KeptJudgement {
  /** Where the likeliest class was seen; null until it is looked at. Not kept, but made anew in each session. */
  readonly heat: PixelMap | null;
}

export type Outcome =
  | { readonly state: "waiting" | "working" }
  | { readonly state: "done"; readonly judgement: Judgement }
  | { readonly state: "failed"; readonly reason: `error.${string}` };

/** Why an image has no verdict whose turn had not come when judging was called off. */
export const putOff = "error.Cancelled";

export const isPutOff = (outcome: Outcome): boolean =>
  outcome.state === "failed" && outcome.reason === putOff;

export const isToCome = ({ state }: Outcome): boolean => state === "waiting" || state === "working";

export interface Entry {
  readonly id: string;
  /** Greater than that of those added before it, in earlier sessions too. */
  readonly place?: number;
  readonly name: string;
  /** The class it really has, where it is a photo of the project: as it was called then… */
  readonly trueClass: string | null;
  /** …and its id, where that is known. */
  readonly trueClassId?: string;
  /** Where it is stored; null while it is not, and where it cannot be. */
  readonly source: PhotoSource | null;
  readonly outcome: Outcome;
}

const prefix = "error.";

/** Null while there is nothing that a later session could show: no photo, and no reason for that. */
export function keptOf({ outcome, ...known }: Entry): KeptResult | null {
  const { source } = known;
  const about = { version: 1, ...known } as const;
  switch (outcome.state) {
    case "waiting":
    case "working":
      return source && { ...about, outcome: { state: "waiting" } };
    case "failed": {
      const reason = outcome.reason.slice(prefix.length);
      return { ...about, outcome: { state: "failed", reason } };
    }
    case "done": {
      const { heat: _, ...judgement } = outcome.judgement;
      return source && { ...about, outcome: { state: "done", judgement } };
    }
    default:
      outcome satisfies never;
      return null;
  }
}

export function entryOf({ version: _, outcome, ...about }: KeptResult): Entry {
  switch (outcome.state) {
    case "waiting":
      return { ...about, outcome };
    case "failed":
      return { ...about, outcome: { state: "failed", reason: `error.${outcome.reason}` } };
    case "done": {
      const judgement = { ...outcome.judgement, heat: null };
      return { ...about, outcome: { state: "done", judgement } };
    }
    default:
      return outcome satisfies never;
  }
}
