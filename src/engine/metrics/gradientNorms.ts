/** How hard the losses pull at a model's weights, read off its optimisers: the step itself is not asked. */
import * as tf from "@tensorflow/tfjs";
import type { Model } from "../models/model.ts";
import { readScalars } from "../ops/readScalars.ts";

/** By `gradient.<optimiser>`; see `Adam.gradientNorm`. */
export async function gradientNorms({
  optimizers,
}: Pick<Model, "optimizers">): Promise<Record<string, number>> {
  const norms = tf.tidy(() =>
    Object.fromEntries(
      Object.entries(optimizers).map(([name, optimizer]) => [
        `gradient.${name}`,
        optimizer.gradientNorm(),
      ]),
    ),
  );
  const [values = {}] = await readScalars([norms]);
  return values;
}
