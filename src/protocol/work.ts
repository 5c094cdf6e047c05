/** Work that takes longer than a blink: each has an id and a title, tells how far it has come, and can be called off. */

/** What it is; the page has words for each (`work.<kind>`). */
export const workKinds = [
  "import",
  "patches",
  "memorisation",
  "secondOpinion",
  "quality",
  "checking",
  "judging",
  "answer",
  "assembling",
  "film",
  "copy",
] as const;

export type WorkKind = (typeof workKinds)[number];

/** What it is called: its kind, and whose it is, e.g. the name of a run; "" where it is nobody's. */
export interface WorkTitle {
  readonly kind: WorkKind;
  readonly name: string;
}

/** What the engine tells of long work, at most ten times a second for each. */
export type WorkEvent =
  | {
      readonly type: "work";
      readonly id: string;
      readonly done: number;
      /** Units in all, as far as is known. */
      readonly total: number;
      /** Of what the engine began by itself; else the page gave it one. */
      readonly title?: WorkTitle;
    }
  /** What the engine began by itself is over, however it ended. */
  | { readonly type: "workEnded"; readonly id: string };

export interface WorkApi {
  /**
   * Calls work off, that which waits for its turn too: it does no more than the unit under way, and ends by
   * `Cancelled`, or by what it had done by then where that is worth having.
   * @returns false where there is no such work
   */
  cancelWork(id: string): Promise<boolean>;
}
