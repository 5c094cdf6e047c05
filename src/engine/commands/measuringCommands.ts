/** For the command line, tests and benchmarks. */
import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../lib/rng.ts";
import type { MeasuringApi } from "../../protocol/measuring.ts";
import { withPhotos } from "../../protocol/runData.ts";
import { writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { heldOutPatches } from "../dataset/heldOutPatches.ts";
import { stepsOfThreads } from "../steps/wasmStep.ts";
import { evaluateRun } from "../tasks/classifying.ts";
import { samples } from "../tasks/drawing.ts";
import { judgedAs, qualityOf } from "../tasks/pictureMeasures.ts";
import { reconstructionErrorsOf } from "../tasks/reconstruct.ts";
import { translatedPatches } from "../tasks/translate.ts";
import { type GetParts, measure, measureOnPatches, use } from "./parts.ts";

export function measuringCommands(parts: GetParts): MeasuringApi {
  return {
    evaluate: async (id, runId, photos, labels, grey) =>
      parts().works.run({ id, kind: "checking", runIds: [runId] }, (work) =>
        measure(parts(), runId, (run, { resolvePhoto }) =>
          evaluateRun(run, photos, labels, grey, resolvePhoto, work),
        ),
      ),
    reconstructionErrors: async (runId) => measureOnPatches(parts(), runId, reconstructionErrorsOf),
    quality: async (id, runId, count, seed, label) =>
      parts().works.run({ id, kind: "quality", runIds: [runId] }, (work) =>
        measureOnPatches(
          parts(),
          runId,
          (run, patches) => qualityOf(run, patches, count, seed, label, work.counting),
          work,
        ),
      ),
    judgedAs: async (runId, judgeId, label, count, seed) =>
      measureOnPatches(parts(), runId, (run, patches, runs) =>
        runs.measure(judgeId, (judge) => judgedAs(run, patches, judge, label, count, seed)),
      ),
    samples: async (runId, count, seed) =>
      use(parts(), runId, (run) => samples(run, count, new Rng(seed))),
    translations: async (runId, target, count, seed) =>
      measureOnPatches(parts(), runId, (run, patches) =>
        translatedPatches(run, patches, target, count, seed),
      ),
    realPatches: async (runId, count) =>
      use(parts(), runId, async (run, { documents, resolvePhoto }) => {
        const { data } = run.record;
        const set = await documents.dataSets.get(data.set);
        return heldOutPatches(withPhotos(data, set), count, resolvePhoto);
      }),
    exportRun: async (runId, half) =>
      measure(parts(), runId, ({ model, record }) =>
        writeCheckpoint(model, record, { half, weightsOnly: true }),
      ),
    async usage() {
      const { numTensors: tensors, numBytes: bytes } = tf.memory();
      const { submits } = parts().compute;
      return { tensors, bytes, submits, threadSteps: await stepsOfThreads() };
    },
  };
}
