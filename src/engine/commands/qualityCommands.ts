/** Measures of a run that people ask for. */
import { transfer } from "comlink";
import type { QualityApi } from "../../protocol/quality.ts";
import { memorisationOf } from "../tasks/drawing.ts";
import { distanceByJudge } from "../tasks/pictureMeasures.ts";
import { type GetParts, measureOnPatches } from "./parts.ts";

export function qualityCommands(parts: GetParts): QualityApi {
  return {
    distanceByClassifier: async (runId, judgeId) =>
      measureOnPatches(parts(), runId, (run, patches, runs) =>
        runs.measure(judgeId, (judge) => distanceByJudge(run, patches, judge)),
      ),
    memorisation: async (runId, count, most, seed) =>
      measureOnPatches(parts(), runId, async (run, patches) => {
        const found = await memorisationOf(run, patches, { count, most, seed });
        return transfer(found, [found.sheet]);
      }),
  };
}
