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
}

/** Sync, inside `tf.tidy`. @returns losses, on the device */
export function takeStep(
  model: Stepping,
  batch: Batch,
  { seed, step, steps, only }: Moment,
): Record<string, tf.Scalar> {
  const scalars = Object.entries(model.schedule(step, steps)).map(
    ([name, number]) => [name, tf.scalar(number)] as const,
  );
  return model.trainStep(batch, {
    random: new StepRandom({ seed, step }),
    scalars: Object.fromEntries(scalars),
    ...(only !== undefined && { only }),
  });
}
