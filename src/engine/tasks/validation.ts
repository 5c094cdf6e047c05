/** How a model does on what is held out, measured now and then between two training steps. */
import { nextTask } from "../../lib/nextTask.ts";
import { validating } from "../inference/forward.ts";
import type { Inference } from "../inference/inference.ts";
import type { Images } from "../pictures/images.ts";
import type { Losses } from "../steps/stepRunner.ts";

export interface Validation {
  /**
   * Lets waiting requests in now and then.
   * @param step        updates that the model has had
   * @param isCalledOff asked where the work is long
   * @returns           means over what is held out, by series; null where it was called off
   */
  measure(step: number, isCalledOff: () => boolean): Promise<Losses | null>;
}

export interface ValidationBatch {
  readonly images: Images;
  /** [count] class index */
  readonly labels: Int32Array;
  /** The second half is of the other domain. */
  readonly isTwofold?: boolean;
}

/** What the model itself measures, averaged over batches; null without any. */
export function meansOver(
  inference: Pick<Inference, "use">,
  batches: readonly (() => Promise<ValidationBatch>)[],
): Validation | null {
  if (batches.length === 0) return null;
  return {
    async measure() {
      const values: Losses[] = [];
      const weights: number[] = [];
      for (const batchOf of batches) {
        const { images, labels, isTwofold = false } = await batchOf();
        const { count, side } = images;
        const forward = validating(count, side, isTwofold);
        const feeds = { images: images.values, labels };
        const measured = await inference.use((compute) => compute(forward, feeds));
        const scalars = Object.entries(measured).map(([name, [value]]) => [name, value]);
        values.push(Object.fromEntries(scalars));
        weights.push(count);
        await nextTask(); // a request need not wait for the whole of it
      }
      return weightedMean(values, weights);
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
