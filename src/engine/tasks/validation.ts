/** How a model does on what is held out, measured now and then between two training steps. */
import * as tf from "@tensorflow/tfjs";
import { nextTask } from "../../lib/nextTask.ts";
import type { Batch, Model } from "../models/model.ts";
import { readScalars, type Scalars } from "../ops/readScalars.ts";
import type { Losses } from "../steps/stepRunner.ts";

export interface Validation {
  /** It asks for the newest weights by itself, as far as it needs them. */
  readonly settlesItself?: boolean;
  /**
   * Lets waiting requests in now and then.
   * @param step        updates that the model has had
   * @param isCalledOff asked where the work is long
   * @returns           means over what is held out, by series; null where it was called off
   */
  measure(step: number, isCalledOff: () => boolean): Promise<Losses | null>;
}

/** What the model itself measures, averaged over batches, each made inside `tf.tidy`; null without any. */
export function meansOver(
  model: Pick<Model, "validate">,
  batches: readonly (() => Batch)[],
): Validation | null {
  if (batches.length === 0) return null;
  return {
    async measure() {
      const parts: { weight: number; scalars: Scalars }[] = [];
      try {
        for (const makeBatch of batches) {
          let weight = 0;
          const scalars = tf.tidy(() => {
            const batch = makeBatch();
            weight = batch.images.shape[0];
            return model.validate(batch);
          });
          parts.push({ weight, scalars });
          await nextTask(); // a request need not wait for the whole of it
        }
      } catch (error) {
        tf.dispose(parts.map(({ scalars }) => scalars));
        throw error;
      }
      const values = await readScalars(parts.map(({ scalars }) => scalars));
      return weightedMean(
        values,
        parts.map(({ weight }) => weight),
      );
    },
  };
}

function weightedMean(values: readonly Losses[], weights: readonly number[]): Losses {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Object.fromEntries(
    Object.keys(values[0] ?? {}).map((name) => [
      name,
      values.reduce(
        (sum, value, at) => sum + (value[name] as number) * (weights[at] as number),
        0,
      ) / total,
    ]),
  );
}
