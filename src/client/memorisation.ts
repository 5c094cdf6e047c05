/** What a model's pictures have of the patches that it was trained on. */
import type { Memorisation } from "../protocol/quality.ts";
import type { Run } from "../state/runs.ts";
import { runWork, type Working } from "./work.ts";

/** Pictures that are judged; always from the same random numbers, so that two answers compare. */
export const judgedPictures = 100;
/** Of those, the closest are shown. */
const shownPairs = 8;
const seed = 50;

/** The sheet is the caller's to close. */
export const memorisation = ({ runId, name }: Pick<Run, "runId" | "name">): Working<Memorisation> =>
  runWork({ kind: "memorisation", name }, ({ id, ask }) =>
    ask((engine) => engine.memorisation(id, runId, judgedPictures, shownPairs, seed)),
  );
