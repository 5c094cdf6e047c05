/** Pictures that a model draws from a fixed list of random numbers: what its quality is judged by. */
import { nextTask } from "../../lib/nextTask.ts";
import type { Breathe } from "../../lib/pieces.ts";
import type { Rng } from "../../lib/rng.ts";
import { inRuns } from "../dataset/batches.ts";
import { allOfClass, drawings } from "../inference/drawings.ts";
import type { Inference } from "../inference/inference.ts";
import { latentLength } from "../models/latents.ts";
import type { Generative } from "../models/model.ts";
import { type Images, joined } from "../pictures/images.ts";
import type { ImagesAt } from "./featureNet.ts";

interface Asked {
  /** Pictures in all. */
  readonly count: number;
  readonly rng: Rng;
  /** The class that all are of; in each run one after the other where left out. */
  readonly label?: number | undefined;
}

/**
 * @param side of a picture, px
 * @returns    the same picture for the same index, however often it is asked for; runs of indices
 *             must be without gaps
 */
export function samplesOf(
  inference: Pick<Inference, "use">,
  generative: Generative,
  side: number,
  { count, rng, label }: Asked,
): ImagesAt {
  const { latentShape, classes = 0 } = generative;
  const length = latentLength(latentShape);
  const z = rng.normals(count * length);
  return async (run) => {
    const [first = 0] = run;
    const rows = z.slice(first * length, (first + run.length) * length);
    const weights = label === undefined ? undefined : allOfClass(run.length, classes, label);
    const values = await inference.use((compute) => drawings(compute, generative, rows, weights));
    return { count: run.length, side, values };
  };
}

export const drawnAtOnce = 16;

/** All pictures together, drawn in pieces. */
export async function drawn(
  imagesAt: ImagesAt,
  count: number,
  breathe: Breathe = nextTask,
): Promise<Images> {
  const parts: Images[] = [];
  for (const run of inRuns(count, drawnAtOnce)) {
    parts.push(await imagesAt(run));
    await breathe();
  }
  return joined(parts);
}
