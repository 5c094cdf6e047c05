/**
 * Checkpoints of an earlier version in which the average had been trained in the generator's place: the
 * generator is at its random start, beside an average and a discriminator that have learnt.
 */
import type { NamedArray } from "./safetensors.ts";

type Tensors = ReadonlyMap<string, NamedArray>;

const [generatorPrefix, averagePrefix] = ["generator.", "average."] as const;

/**
 * A step moves every vector of a generator (biases, scales, moving statistics), and an average only
 * follows: where all of the generator's are still at 0 or 1 and some of the average's are not, the
 * average is what was trained.
 * @returns the same with the average's numbers in the generator's place, whose optimiser they were trained
 *          by; null where there is nothing to mend
 */
export function withTrainedGenerator(tensors: Tensors): Tensors | null {
  const generator = under(tensors, generatorPrefix);
  const average = under(tensors, averagePrefix);
  if (average.size === 0 || !isAtStart(generator) || isAtStart(average)) return null;
  const mended = new Map(tensors);
  for (const [at, { data, shape }] of average) {
    const name = `${generatorPrefix}${at}`;
    mended.set(name, { name, shape, data: data.slice() });
  }
  return mended;
}

function under(tensors: Tensors, prefix: string): Map<string, NamedArray> {
  const found = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(found.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

/** Whether every vector holds what layers begin with. */
function isAtStart(network: ReadonlyMap<string, NamedArray>): boolean {
  const vectors = [...network.values()].filter(({ shape }) => shape.length === 1);
  return vectors.every(
    ({ data }) => data.every((number) => number === 0) || data.every((number) => number === 1),
  );
}
