/** One training step as the model states it, with its chance and its scheduled numbers. */
import * as tf from "@tensorflow/tfjs";
import type { Batch, Model } from "../models/model.ts";
import { StepRandom } from "../ops/random.ts";

export type Stepping = Pick<Model, "schedule" | "trainStep">;

/** When a step is taken. */
export interface Moment {
  readonly seed: number;
  /** Updates done before this one. */
  readonly step: number;
  /** Updates planned in all. */
  readonly steps: number;
  /** Restricts the update to one of the model's sides. */
  readonly only?: string | undefined;
  /** Share of the model's learning rate to learn with; all where it is left out. */
  readonly rateShare?: number;
}

/** The model's scheduled numbers for a step. */
export function scheduleAt(
  model: Pick<Model, "schedule">,
  { step, steps, rateShare = 1 }: Omit<Moment, "seed">,
): ReturnType<Model["schedule"]> {
  const scheduled = model.schedule(step, steps);
  return { ...scheduled, learningRate: scheduled.learningRate * rateShare };
}

/** Sync, inside `tf.tidy`. @returns losses, on the device */
export function takeStep(model: Stepping, batch: Batch, moment: Moment): Record<string, tf.Scalar> {
  const { seed, step, only } = moment;
  const scalars = Object.entries(scheduleAt(model, moment)).map(
    ([name, number]) => [name, tf.scalar(number)] as const,
  );
  return model.trainStep(batch, {
    random: new StepRandom({ seed, step }),
    scalars: Object.fromEntries(scalars),
    ...(only !== undefined && { only }),
  });
}
