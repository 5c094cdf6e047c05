/** Which latent dimensions change the picture most, so that their sliders come first. */
import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../lib/rng.ts";
import type { LatentSpace } from "../../protocol/inference.ts";
import type { Generative } from "../models/model.ts";
import { takeData } from "../ops/takeData.ts";

/** Points of the prior from which each dimension is moved. */
const startPoints = 4;
/** How far, in standard deviations of the prior. */
const reach = 1.5;
/** Pictures decoded at once. */
const picturesAtOnce = 64;

/** Mean squared change of the decoded picture between −1.5 and +1.5 in each dimension, as shares. */
export async function latentOrder(model: Generative): Promise<LatentSpace> {
  const { latentDim } = model;
  const starts = new Rng(1).normals(startPoints * latentDim);
  const dimensionsAtOnce = Math.max(1, Math.floor(picturesAtOnce / (2 * startPoints)));
  const changes: number[] = [];
  for (let first = 0; first < latentDim; first += dimensionsAtOnce) {
    const count = Math.min(dimensionsAtOnce, latentDim - first);
    const change = tf.tidy(() => changeOf(model, starts, first, count));
    changes.push(...(await takeData(change)));
  }
  const total = changes.reduce((sum, change) => sum + change, 0);
  const importance = changes.map((change) => (total > 0 ? change / total : 1 / latentDim));
  const order = importance
    .map((_, dimension) => dimension)
    .sort((a, b) => (importance[b] as number) - (importance[a] as number));
  return { order, importance };
}

/** [count]: change of the picture for dimensions first…first + count − 1. */
function changeOf(
  model: Generative,
  starts: Float32Array,
  first: number,
  count: number,
): tf.Tensor1D {
  const moved = (offset: number) =>
    tf.tensor2d(
      Float32Array.from({ length: count * starts.length }, (_, i) => {
        const dimension = i % model.latentDim;
        return dimension === first + Math.floor(i / starts.length)
          ? offset
          : (starts[i % starts.length] as number);
      }),
      [count * startPoints, model.latentDim],
    );
  const low = model.generate(moved(-reach));
  const high = model.generate(moved(reach));
  return tf.squaredDifference(low, high).reshape([count, -1]).mean(1);
}
