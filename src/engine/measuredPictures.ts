/** Which pictures of a run are held against which real patches while it trains. */
import { Rng } from "../lib/rng.ts";
import type { KidYardsticks } from "../protocol/run.ts";
import { classPictures } from "./classPictures.ts";
import type { LiveRun, ResidentPatches } from "./liveRun.ts";
import { samplesOf } from "./modelSamples.ts";
import { generativeOf } from "./player.ts";
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
 * @returns none for a model that makes no pictures, or data too few or too small to compare with
 */
export function measuredOf(run: LiveRun, patches: ResidentPatches): readonly Measured[] {
  const labels = run.model.translate ? [0, 1] : run.model.generate ? [undefined] : [];
  const measured = labels.flatMap((label) => {
    const monitor = monitorOf(patches, label);
    const pictures = () => picturesOf(run, patches, label);
    return monitor && pictures().count >= 2 ? [{ monitor, pictures }] : [];
  });
  return measured.length === labels.length ? measured : [];
}

/** The same random numbers, or the same sources, each time. */
function picturesOf(run: LiveRun, patches: ResidentPatches, label?: number): MonitoredPictures {
  const { model, record } = run;
  const rng = new Rng(monitorSeed);
  if (label !== undefined) {
    return classPictures({ model, record }, patches, label, monitoredSamples, rng);
  }
  const imagesAt = samplesOf(generativeOf(model, run.runId), monitoredSamples, rng);
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
