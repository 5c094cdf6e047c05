/** What the page knows of long work, whichever desk began it. */
import type { WorkTitle } from "../protocol/work.ts";
import { type PaceMark, paceAfter, secondsAStep } from "./pace.ts";

export interface WorkState {
  readonly id: string;
  readonly title: WorkTitle;
  readonly done: number;
  /** Units in all; 0 while unknown. */
  readonly total: number;
  readonly pace: readonly PaceMark[];
  /** So short by now that nobody wants to read of it. */
  readonly isBrief: boolean;
  /** It was called off, and ends with the unit under way. */
  readonly isEnding: boolean;
  /** The engine began it by itself, and it ends with the engine. */
  readonly isOfEngine: boolean;
}

export interface WorksSlice {
  /** Long work under way or waiting for its turn, in the order in which it was asked for. */
  readonly works: readonly WorkState[];
}

export const createWorksSlice = (): WorksSlice => ({ works: [] });

type Works = WorksSlice["works"];

export const workBegun = (
  works: Works,
  begun: Pick<WorkState, "id" | "title" | "isOfEngine">,
): Works => [...works, { ...begun, done: 0, total: 0, pace: [], isBrief: true, isEnding: false }];

export const workChanged = (
  works: Works,
  id: string,
  change: (work: WorkState) => Partial<WorkState>,
): Works => works.map((work) => (work.id === id ? { ...work, ...change(work) } : work));

/** @param seconds now, on any clock that goes steadily */
export const workAt =
  (done: number, total: number, seconds: number) =>
  ({ pace }: WorkState): Partial<WorkState> => ({
    done,
    total,
    pace: paceAfter(pace, { step: done, seconds }),
  });

export const workEnded = (works: Works, id: string): Works =>
  works.filter((work) => work.id !== id);

/** Photos are being added, or wait for it. */
export const isImporting = ({ works }: WorksSlice): boolean =>
  works.some(({ title }) => title.kind === "import");

/** 0…1; null while unknown. */
export const shareOf = ({ done, total }: Pick<WorkState, "done" | "total">): number | null =>
  total > 0 ? Math.min(1, done / total) : null;

/** Before so much has passed an estimate would mean nothing. */
const enough = { steps: 5, seconds: 6 };

/** Expected; null while too little is known. */
export function secondsLeftOf({ done, total, pace }: WorkState): number | null {
  const each = secondsAStep(pace, enough);
  return each === null ? null : Math.max(0, total - done) * each;
}
