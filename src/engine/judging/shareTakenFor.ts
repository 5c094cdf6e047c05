/** What a classifier makes of pictures that another model drew. */
import * as tf from "@tensorflow/tfjs";
import { nextTask } from "../../lib/nextTask.ts";
import { inRuns } from "../dataset/batches.ts";
import type { Classifying } from "../models/model.ts";
import { takeData } from "../ops/takeData.ts";
import type { ImagesAt } from "../quality/featureNet.ts";

/** Pictures judged at once; bounds the memory. */
const picturesAtOnce = 64;

/** Share of `count` pictures that the judge takes for the class `label` before all others, 0…1. */
export async function shareTakenFor(
  judge: Classifying,
  label: number,
  count: number,
  imagesAt: ImagesAt,
): Promise<number> {
  let taken = 0;
  for (const run of inRuns(count, picturesAtOnce)) {
    const hits = tf.tidy(() => judge.logits(imagesAt(run)).argMax(1).equal(label).toFloat().sum());
    const [hit = 0] = await takeData(hits);
    taken += hit;
    await nextTask();
  }
  return taken / count;
}
