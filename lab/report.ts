/** Parts that the JSON reports share. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { TrainingEnd } from "../src/lab/labApi.ts";
import { isRecallSeries } from "../src/lib/verdicts.ts";
import type { SeriesPoint } from "../src/protocol/run.ts";

/** First and last value by series, but for recalls by class; validation series carry the prefix `val.`. */
export type Losses = Readonly<Record<string, { readonly first: number; readonly last: number }>>;

export function lossesOf(history: readonly SeriesPoint[]): Losses {
  const losses: Record<string, { first: number; last: number }> = {};
  for (const { values } of history) {
    for (const [name, value] of Object.entries(values)) {
      if (isRecallSeries(name)) continue;
      losses[name] = { first: losses[name]?.first ?? value, last: value };
    }
  }
  return losses;
}

/** Steps, training time and pace of one or several trainings together. */
export function paceOf(trainings: readonly Pick<TrainingEnd, "step" | "seconds">[]) {
  const steps = trainings.reduce((sum, { step }) => sum + step, 0);
  const seconds = trainings.reduce((sum, training) => sum + training.seconds, 0);
  return { steps, seconds: rounded(seconds), stepsPerSecond: rounded(steps / seconds) };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Four significant digits are enough to read. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
