/** How far a run has come and how fast it goes, from its record. */
import { hasSteps } from "../protocol/run.ts";
import { secondsAStep } from "./pace.ts";
import type { Run } from "./runs.ts";

export interface RunProgress {
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

type Progressing = Pick<Run, "hparams" | "step" | "stepMs" | "pace" | "seconds" | "fittedShare">;

export function progressOf(run: Progressing): RunProgress {
  if (!hasSteps(run)) return fittingProgress(run);
  const steps = numberOr(run.hparams.steps, run.step);
  const stepsPerSecond = run.stepMs > 0 ? 1000 / run.stepMs : null;
  const pace = secondsAStep(run.pace ?? []);
  return {
    share: steps > 0 ? Math.min(1, run.step / steps) : 0,
    stepsPerSecond,
    imagesPerSecond:
      stepsPerSecond === null ? null : stepsPerSecond * numberOr(run.hparams.batchSize, 1),
    secondsLeft: pace === null ? null : Math.max(0, steps - run.step) * pace,
  };
}

/** Of so much it can be told how long the rest takes. */
const tellingShare = 0.05;

/** Of a model that is fitted in one go. */
function fittingProgress({ step, seconds, fittedShare = 0 }: Progressing): RunProgress {
  const share = step > 0 ? 1 : fittedShare;
  const secondsLeft = share < tellingShare ? null : (seconds * (1 - share)) / share;
  return { share, stepsPerSecond: null, imagesPerSecond: null, secondsLeft };
}
