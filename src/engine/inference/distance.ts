/** How far what a program gives is from what tfjs gives. */
import type { Outputs } from "../../graph/executable.ts";

/** The largest of all outputs; null where tfjs gives something that is no number, which says nothing of the program. */
export function largestDistance(actual: Outputs, expected: Outputs): number | null {
  const outputs = Object.entries(expected);
  if (outputs.some(([, numbers]) => numbers.some(Number.isNaN))) return null;
  return Math.max(...outputs.map(([name, numbers]) => distance(actual[name], numbers)));
}

/** Distance of all numbers as a share of their length: a single one at the edge of a ReLU counts little. */
function distance(actual: Float32Array | undefined, expected: Float32Array): number {
  let [square, length] = [0, 0];
  for (const [at, number] of expected.entries()) {
    square += ((actual?.[at] ?? Number.NaN) - number) ** 2;
    length += number ** 2;
  }
  return Math.sqrt(square) / Math.max(Math.sqrt(length), 1e-6);
}
