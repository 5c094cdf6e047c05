/** A second opinion on how lifelike a run's pictures are. */
import type { DistanceByClassifier } from "../protocol/quality.ts";
import { askEngine } from "./workers.ts";

/** Takes seconds. @param judgeId a run of a classifier */
export const distanceByClassifier = (
  runId: string,
  judgeId: string,
): Promise<DistanceByClassifier> =>
  askEngine((engine) => engine.distanceByClassifier(runId, judgeId));
