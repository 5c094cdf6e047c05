/** How far a run has come and how fast it goes, from its record. */
import { secondsAStep } from "./pace.ts";
import type { Run } from "./runs.ts";

export interface RunProgress {
  readonly steps: number;
  /** 0…1 */
  readonly share: number;
  /** null until a step has been timed. */
  readonly stepsPerSecond: number | null;
  readonly imagesPerSecond: number | null;
  /** Expected; null until it has gone on for long enough to tell. */
  readonly secondsLeft: number | null;
}

const numberOr = (value: unknown, fallback: number) =>
  typeof value === "number" ? value : fallback;

export function progressOf(run: Pick<Run, "hparams" | "step" | "stepMs" | "pace">): RunProgress {
  const steps = numberOr(run.hparams.steps, run.step);
  const stepsPerSecond = run.stepMs > 0 ? 1000 / run.stepMs : null;
  const pace = secondsAStep(run.pace ?? []);
  return {
    steps,
    share: steps > 0 ? Math.min(1, run.step / steps) : 0,
    stepsPerSecond,
    imagesPerSecond:
      stepsPerSecond === null ? null : stepsPerSecond * numberOr(run.hparams.batchSize, 1),
    secondsLeft: pace === null ? null : Math.max(0, steps - run.step) * pace,
  };
}
