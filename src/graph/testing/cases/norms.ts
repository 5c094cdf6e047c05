/** Normalisation of batches and images, with and without leaky ReLU. */
import { normal, type OpCase, type Operand, opCase, outputsOf, uniform } from "../opCase.ts";

const batches = [
  [6, 3],
  [8, 1],
  [16, 32],
  [3, 5, 7, 4],
  [4, 8, 8, 5],
  [16, 8, 8, 64],
] as const;
const images = [
  [1, 4, 4, 3],
  [3, 5, 7, 4],
  [2, 8, 8, 32],
] as const;
const slopes = [1, 0.2, 0] as const;
const epsilon = 1e-3;

export const normCases: readonly OpCase[] = slopes.flatMap((slope) => [
  ...batches.flatMap((shape) => casesOf("batchNorm", shape, [shape.at(-1) as number], slope)),
  ...images.flatMap((shape) => casesOf("instanceNorm", shape, [shape[0], shape[3]], slope)),
]);

function casesOf(
  name: "batchNorm" | "instanceNorm",
  shape: readonly number[],
  statistics: readonly number[],
  slope: number,
): OpCase[] {
  const channels = shape.at(-1) as number; // rank ≥ 2
  const x = uniform(1, 1, 5, ...shape); // away from 0, so that a careless variance shows
  const [scale, offset] = [normal(2, channels), normal(3, channels)];
  const forward = opCase(
    `${name} slope ${slope}`,
    { name, epsilon, slope },
    [x, scale, offset],
    [shape, statistics, statistics],
  );
  const [, mean, variance] = outputsOf(forward) as [Operand, Operand, Operand];
  const backward = opCase(
    `${name}Gradient slope ${slope}`,
    { name: `${name}Gradient`, epsilon, slope },
    [normal(4, ...shape), x, mean, variance, scale, offset],
    [shape, [channels], [channels]],
  );
  return [forward, backward];
}
