/** Functions that give a row for each thing that they are fed, in batches of sizes that programs are made for. */
import type { Feeds } from "../../graph/executable.ts";
import type { Images } from "../pictures/images.ts";
import type { Forward } from "./forward.ts";
import type { Compute, Inference } from "./inference.ts";

/** Few, so that most are made already. */
const batchSizes = [1, 8, 16, 32] as const;
export const largestBatch = 32;

/** The smallest batch with room for `count` (1…`largestBatch`). */
function batchFor(count: number): number {
  return batchSizes.find((size) => size >= count) ?? largestBatch;
}

/**
 * The function's only result, a row for each of `count` things.
 * @param forward the function for a batch
 * @param count   1…`largestBatch`
 * @param feeds   [count, …] each
 * @throws as `compute`
 */
export async function rowsBy<Able>(
  compute: Compute,
  forward: (batch: number) => Forward<Able>,
  count: number,
  feeds: Readonly<Record<string, Float32Array>>,
): Promise<Float32Array> {
  const batch = batchFor(count);
  const fed: Feeds = Object.fromEntries(
    Object.entries(feeds).map(([name, numbers]) => [name, filledUp(numbers, batch, count)]),
  );
  const [rows = new Float32Array()] = Object.values(await compute(forward(batch), fed));
  return rows.subarray(0, (rows.length / batch) * count);
}

/** In a batch with room for more: what is missing is 0. */
function filledUp(numbers: Float32Array, batch: number, count: number): Float32Array {
  if (batch === count) return numbers;
  const filled = new Float32Array((numbers.length / count) * batch);
  filled.set(numbers);
  return filled;
}

/** As `rowsBy`, of images, with the newest weights. */
export const rowsOfImages = <Able>(
  inference: Pick<Inference, "use">,
  forward: (batch: number) => Forward<Able>,
  { count, values }: Images,
): Promise<Float32Array> =>
  inference.use((compute) => rowsBy(compute, forward, count, { images: values }));
