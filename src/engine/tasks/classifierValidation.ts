/**
 * A classifier's validation: its verdict on every patch that is held out, and on every photo. The newest
 * counts are noted with the run; the curves have loss, accuracy and, by class, recall.
 */
import { finishUnless, type Pieces } from "../../lib/pieces.ts";
import { type Confusion, confusionOf, talliesOf, tallyOf } from "../../lib/verdicts.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import { Diverged } from "../errors.ts";
import { photoMeans } from "../judging/photoVerdicts.ts";
import type { Losses } from "../steps/stepRunner.ts";
import type { ValidatedRun } from "./task.ts";
import type { Validation } from "./validation.ts";

/** With more classes there is no curve for each: a long run's record would grow too large. */
const mostRecallCurves = 24;
/** The smallest normal float32, instead of the 0 that a smaller probability becomes; what is no number stays none. */
const leastProbability = 2 ** -126;

/**
 * @param judge   gives a row of probabilities for each patch, with the newest weights
 * @param heldOut the patches to judge, all of them, and no others
 */
export function verdictsOnHeldOut(
  run: ValidatedRun,
  judge: () => Pieces<number[][]>,
  heldOut: PatchSet,
  emit: (event: EngineEvent) => void,
): Validation {
  const classes = run.record.data.classes.length;
  return {
    async measure(step, isCalledOff) {
      const rows = await finishUnless(judge(), () => isCalledOff() || run.isGone);
      if (!rows) return null;
      const loss = crossEntropy(rows, heldOut);
      if (!Number.isFinite(loss)) throw new Diverged(`Verdicts are not finite at step ${step}`);
      const patches = confusionOf(judged(rows, heldOut.labels), classes);
      const verdicts = { step, patches, photos: photoConfusion(rows, heldOut, classes) };
      run.note({ verdicts });
      emit({ type: "verdicts", runId: run.runId, verdicts });
      return { loss, ...recallsOf(patches) };
    },
  };
}

const judged = (rows: readonly number[][], labels: ArrayLike<number>) =>
  rows.map((probabilities, at) => ({ label: labels[at] as number, probabilities })); // one a row

/** Each photo by the mean probability over its patches. */
function photoConfusion(rows: readonly number[][], heldOut: PatchSet, classes: number): Confusion {
  const labels: number[] = [];
  for (const [patch, photo] of heldOut.photos.entries()) {
    labels[photo] = heldOut.labels[patch] as number; // one a patch
  }
  return confusionOf(judged(photoMeans(rows, heldOut, labels.length), labels), classes);
}

/** Mean −log p of the true class, in nats. */
function crossEntropy(rows: readonly number[][], { labels }: PatchSet): number {
  const surprises = rows.map((row, patch) => {
    const probability = row[labels[patch] as number] ?? Number.NaN; // every label is a class
    return -Math.log(Math.max(probability, leastProbability));
  });
  return surprises.reduce((sum, value) => sum + value, 0) / rows.length;
}

/** As `recallSeries` names them, without the trainer's prefix; a class without a held-out patch has none. */
function recallsOf(patches: Confusion): Losses {
  const { right, count } = tallyOf(patches);
  const tallies = patches.length > mostRecallCurves ? [] : talliesOf(patches);
  const recalls = tallies.flatMap((tally, label) =>
    tally.count > 0 ? [[`recall.${label}`, tally.right / tally.count]] : [],
  );
  return { accuracy: right / count, ...Object.fromEntries(recalls) };
}
