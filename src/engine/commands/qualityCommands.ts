/** Measures of a run that people ask for. */
import { transfer } from "comlink";
import type { QualityApi } from "../../protocol/quality.ts";
import { memorisationOf } from "../tasks/drawing.ts";
import { distanceByJudge } from "../tasks/pictureMeasures.ts";
import { type GetParts, measureOnPatches } from "./parts.ts";

export function qualityCommands(parts: GetParts): QualityApi {
  return {
    distanceByClassifier: async (id, runId, judgeId) =>
      parts().works.run({ id, kind: "secondOpinion", runIds: [runId, judgeId] }, (work) =>
        measureOnPatches(
          parts(),
          runId,
          (run, patches, runs) =>
            runs.measure(judgeId, (judge) => distanceByJudge(run, patches, judge, work.counting)),
          work,
        ),
      ),
    memorisation: async (id, runId, count, most, seed) =>
      parts().works.run({ id, kind: "memorisation", runIds: [runId] }, (work) =>
        measureOnPatches(
          parts(),
          runId,
          async (run, patches) => {
            const asked = { count, most, seed };
            const found = await memorisationOf(run, patches, asked, work.counting);
            return transfer(found, [found.sheet]);
          },
          work,
        ),
      ),
  };
}
