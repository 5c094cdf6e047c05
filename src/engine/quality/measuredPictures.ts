/** Which pictures of a run are held against which real patches while it trains. */
import { Rng } from "../../lib/rng.ts";
import type { KidYardsticks } from "../../protocol/run.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { generativeOf, type TrainedModel } from "../inference/abilities.ts";
import { classPictures } from "./classPictures.ts";
import { samplesOf } from "./modelSamples.ts";
import {
  type MonitoredPictures,
  monitoredSamples,
  monitorOf,
  monitorSeed,
  type QualityMonitor,
} from "./qualityMonitor.ts";

export interface Measured {
  /** Has the real patches. */
  readonly monitor: QualityMonitor;
  /** By the weights of the moment that they are asked for. */
  readonly pictures: () => MonitoredPictures;
}

/**
 * Samples against patches of all classes; of a translator the translations into each domain against
 * that one's patches, because either alone would praise a model that leaves everything as it is.
 * @param monitored what each class is measured by; the fixed network where left out
 * @returns none for a model that makes no pictures, or data too few or too small to compare with
 */
export function measuredOf(
  trained: TrainedModel,
  patches: ResidentPatches,
  monitored: (label?: number) => QualityMonitor | null = (label) => monitorOf(patches, label),
): readonly Measured[] {
  const { translate, generate } = trained.model;
  const labels = translate ? [0, 1] : generate ? [undefined] : [];
  const measured = labels.flatMap((label) => {
    const monitor = monitored(label);
    const pictures = () => picturesOf(trained, patches, label);
    return monitor && pictures().count >= 2 ? [{ monitor, pictures }] : [];
  });
  return measured.length === labels.length ? measured : [];
}

/** The same random numbers, or the same sources, each time. */
function picturesOf(
  { model, record }: TrainedModel,
  patches: ResidentPatches,
  label?: number,
): MonitoredPictures {
  const rng = new Rng(monitorSeed);
  if (label !== undefined) {
    return classPictures({ model, record }, patches, label, monitoredSamples, rng);
  }
  const imagesAt = samplesOf(generativeOf(model, record.runId), monitoredSamples, rng);
  return { count: monitoredSamples, imagesAt };
}

/** Means of the distances, and all patches; the monitors have looked at theirs. */
export function yardsticksOf(measured: readonly Measured[]): KidYardsticks {
  const yardsticks = measured.flatMap(({ monitor }) => monitor.yardsticks ?? []);
  const all = (key: keyof KidYardsticks) => yardsticks.map((each) => each[key]);
  return {
    kidFloor: mean(all("kidFloor")),
    kidCeiling: mean(all("kidCeiling")),
    heldOutPatches: sum(all("heldOutPatches")),
    trainingPatches: sum(all("trainingPatches")),
  };
}

export const mean = (values: readonly number[]): number => sum(values) / values.length;

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
