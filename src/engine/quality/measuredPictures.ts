/** Which pictures of a run are held against which real patches while it trains. */
import type { KidYardsticks } from "../../protocol/run.ts";
import type { MonitoredPictures, QualityMonitor } from "./qualityMonitor.ts";

export interface Measured {
  /** Has the real patches. */
  readonly monitor: QualityMonitor;
  /** By the weights of the moment that they are asked for. */
  readonly pictures: () => MonitoredPictures;
}

/** Pictures of a run, by the weights of the moment that they are asked for. */
export interface WatchedPictures {
  /** The class whose patches they are held against; all where left out. */
  readonly label?: number | undefined;
  readonly pictures: () => MonitoredPictures;
}

/**
 * @param monitored what each class is measured by
 * @returns none where there are no pictures, or data too few or too small to compare any of them with
 */
export function measuredOf(
  watched: readonly WatchedPictures[],
  monitored: (label?: number) => QualityMonitor | null,
): readonly Measured[] {
  const measured = watched.flatMap(({ label, pictures }) => {
    const monitor = monitored(label);
    return monitor && pictures().count >= 2 ? [{ monitor, pictures }] : [];
  });
  return measured.length === watched.length ? measured : [];
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
