/** A state in which no two variables hold the same numbers by chance, close to one that training passes through. */
import type { StateData } from "../../graph/executable.ts";
import { Rng } from "../../lib/rng.ts";
import type { StateRoles } from "./stateRoles.ts";

/** How far numbers are moved, as a share of the size that their variable has. */
const stirring = 0.01;
/** What is added to second moments, as a share of the largest mean of one. */
export const damping = 0.01;

/**
 * Everything but the optimisers' counters and moments is moved a little, upwards, so that what must not
 * be negative stays so. Second moments grow by a share of the largest: Adam would make a whole step of a
 * gradient that is mere rounding (of a bias before batch normalisation), and two ways of computing the
 * same would part.
 * @param state after a step, so that moments have their size
 * @param before that step: gives each variable's size, unless it was 0 there
 */
export function stirred(
  state: StateData,
  before: StateData,
  { optimizers, others }: StateRoles,
): StateData {
  const rng = new Rng(1);
  const result: Record<string, Float32Array | Int32Array> = { ...state };
  const parameters = optimizers.flatMap(({ slots }) => slots.map(({ parameter }) => parameter));
  for (const name of [...parameters, ...others]) {
    const numbers = state[name] ?? [];
    const size = rms(before[name] ?? []) || rms(numbers);
    result[name] = Float32Array.from(numbers, (number) => number + stirring * size * rng.uniform());
  }
  for (const { slots } of optimizers) {
    const added = damping * Math.max(0, ...slots.map(({ v }) => mean(state[v] ?? [])));
    for (const { v } of slots)
      result[v] = Float32Array.from(state[v] ?? [], (number) => number + added);
  }
  return result;
}

function mean(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < numbers.length; at++) sum += numbers[at] as number;
  return sum / Math.max(1, numbers.length);
}

function rms(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < numbers.length; at++) sum += (numbers[at] as number) ** 2;
  return Math.sqrt(sum / Math.max(1, numbers.length));
}
