/** What is measured of a run now and then beside its losses, without a share in the training step. */
import * as tf from "@tensorflow/tfjs";
import { plainBatch } from "./batches.ts";
import type { BuiltModel } from "./builtModel.ts";
import type { LiveRun, ResidentPatches } from "./liveRun.ts";
import { spreadOf } from "./metrics/spread.ts";
import { readScalars, type Scalars } from "./readScalars.ts";
import { fixedSamples } from "./runPreview.ts";
import type { Losses } from "./steps/stepRunner.ts";

/** Real patches that samples are held against; an even choice where there are more. */
const mostReal = 64;
/** Real patches that differ less from each other are no yardstick. */
const leastSpread = 1e-3;

/**
 * Makes what measures the weights of the moment:
 * - `gradient.<optimiser>`: see `Adam.gradientNorm`
 * - `spread`, of a model that draws: how much the preview's samples differ from each other, as a share
 *   of how much real patches do (held-out ones where there are any)
 */
export function runMeasures(run: LiveRun, patches: ResidentPatches): () => Promise<Losses> {
  let yardstick: Promise<number> | null = null;
  return async () => {
    const { model } = run;
    const [values = {}] = await readScalars([tf.tidy(() => measuresOf(model))]);
    const { spread, ...gradients } = values;
    if (spread === undefined) return gradients;
    yardstick ??= realSpread(patches);
    const real = await yardstick;
    return real < leastSpread ? gradients : { ...gradients, spread: spread / real };
  };
}

function measuresOf(model: BuiltModel): Scalars {
  const samples = fixedSamples(model);
  return {
    ...Object.fromEntries(
      Object.entries(model.optimizers).map(([name, optimizer]) => [
        `gradient.${name}`,
        optimizer.gradientNorm(),
      ]),
    ),
    ...(samples && { spread: spreadOf(samples) }),
  };
}

async function realSpread({ training, heldOut }: ResidentPatches): Promise<number> {
  const patches = heldOut ?? training;
  const count = Math.min(patches.count, mostReal);
  if (count < 2) return 0;
  const chosen = Int32Array.from({ length: count }, (_, at) =>
    Math.floor((at * patches.count) / count),
  );
  const [{ spread = 0 } = {}] = await readScalars([
    tf.tidy(() => ({ spread: spreadOf(plainBatch(patches, chosen).images) })),
  ]);
  return spread;
}
