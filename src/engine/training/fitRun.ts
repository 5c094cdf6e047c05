/** What the fitting of one run works with. Of a fitted run, step 1 means that it is fitted. */
import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../lib/rng.ts";
import { plainBatch } from "../dataset/batches.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import type { FittedModel, FittingData } from "../models/model.ts";
import { Fitter } from "./fitter.ts";
import type { LiveRun } from "./liveRun.ts";
import { requireDevice } from "./trainRun.ts";
import type { TrainRunTools } from "./trainRunTools.ts";

export function fitterOf(
  run: LiveRun,
  model: FittedModel,
  { training, heldOut }: ResidentPatches,
  tools: Pick<TrainRunTools, "emit" | "isDeviceLost">,
): Fitter {
  const { runId } = run;
  const rng = new Rng(run.record.hparams.seed as number); // every model has it, buildModel checks it
  return new Fitter({
    pieces: model.fit(dataOf(training), heldOut && dataOf(heldOut), rng),
    take(found) {
      model.take(found);
      tf.dispose(found as Record<string, tf.Tensor>);
    },
    requireDevice: () => requireDevice(run, tools),
    onProgress: (share, seconds) => tools.emit({ type: "fitting", runId, share, seconds }),
    onFitted(seconds) {
      const progress = { step: 1, seconds, stepMs: 0, points: [] };
      run.advance(progress);
      tools.emit({ type: "progress", runId, ...progress });
    },
  });
}

const dataOf = (patches: PatchSet): FittingData => ({
  count: patches.count,
  batchAt: (places) => plainBatch(patches, places),
});
