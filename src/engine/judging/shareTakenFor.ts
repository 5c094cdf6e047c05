/** What a classifier makes of pictures that another model drew. */
import { nextTask } from "../../lib/nextTask.ts";
import { inRuns } from "../dataset/batches.ts";
import type { Inference } from "../inference/inference.ts";
import { largestBatch } from "../inference/rows.ts";
import { argMax } from "../losses/accuracy.ts";
import type { ImagesAt } from "../quality/featureNet.ts";
import { verdictsOn } from "./photoVerdicts.ts";

/** Share of `count` pictures that the judge takes for the class `label` before all others, 0…1. */
export async function shareTakenFor(
  judge: Pick<Inference, "use">,
  label: number,
  count: number,
  imagesAt: ImagesAt,
): Promise<number> {
  let taken = 0;
  for (const run of inRuns(count, largestBatch)) {
    const verdicts = await verdictsOn(judge, await imagesAt(run));
    taken += verdicts.filter((row) => argMax(row) === label).length;
    await nextTask();
  }
  return taken / count;
}
