/** A second opinion on a run's pictures: their distance from real patches by what a classifier looks at. */
import { nextTask } from "../../lib/nextTask.ts";
import type { DistanceByClassifier } from "../../protocol/quality.ts";
import type { RunRecord } from "../../protocol/run.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { NotEnoughData } from "../errors.ts";
import { classifying, type TrainedModel } from "../inference/abilities.ts";
import { classifierNet } from "./classifierFeatures.ts";
import { mean, measuredOf, yardsticksOf } from "./measuredPictures.ts";
import { QualityMonitor } from "./qualityMonitor.ts";

/**
 * As `EngineApi.distanceByClassifier`, of the same pictures and real patches as the run's own figure.
 * @throws UnknownRun when the judge is no classifier, or the run makes no pictures; NotEnoughData
 */
export async function distanceByClassifier(
  trained: TrainedModel & { readonly record: RunRecord },
  patches: ResidentPatches,
  judge: TrainedModel & { readonly record: RunRecord },
): Promise<DistanceByClassifier> {
  const classifier = classifying(judge.model, judge.record.runId);
  const net = classifierNet(classifier, judge.record.data.patches.size);
  const { step } = trained.record;
  const monitored = (label?: number) => new QualityMonitor(patches, label, net);
  const measured = measuredOf(trained, patches, monitored);
  if (measured.length === 0) throw new NotEnoughData("There are no pictures to measure");
  const kids: number[] = [];
  for (const { monitor, pictures } of measured) {
    while (!monitor.yardsticks) {
      await monitor.prepare();
      await nextTask();
    }
    kids.push((await monitor.measure(pictures(), () => false)) as number); // the yardsticks are there
  }
  return { ...yardsticksOf(measured), kid: mean(kids), step };
}
