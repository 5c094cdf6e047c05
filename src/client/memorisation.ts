/** What a model's pictures have of the patches that it was trained on. */
import type { Memorisation } from "../protocol/quality.ts";
import { askEngine } from "./workers.ts";

/** Pictures that are judged; always from the same random numbers, so that two answers compare. */
export const judgedPictures = 100;
/** Of those, the closest are shown. */
const shownPairs = 8;
const seed = 50;

/** Takes seconds; the sheet is the caller's to close. */
export const memorisation = (runId: string): Promise<Memorisation> =>
  askEngine((engine) => engine.memorisation(runId, judgedPictures, shownPairs, seed));
