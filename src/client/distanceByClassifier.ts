/** A second opinion on how lifelike a run's pictures are. */
import type { DistanceByClassifier } from "../protocol/quality.ts";
import type { Run } from "../state/runs.ts";
import { runWork, type Working } from "./work.ts";

/** @param judgeId a run of a classifier */
export const distanceByClassifier = (
  { runId, name }: Pick<Run, "runId" | "name">,
  judgeId: string,
): Working<DistanceByClassifier> =>
  runWork({ kind: "secondOpinion", name }, ({ id, ask }) =>
    ask((engine) => engine.distanceByClassifier(id, runId, judgeId)),
  );
