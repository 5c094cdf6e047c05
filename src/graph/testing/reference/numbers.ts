/** Values of the reference interpreter, and how it walks over them. */
import type { Op } from "../../program.ts";

/** Row-major, float64 whatever the value's type. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

type OpNamed<Name extends Op["name"]> = Extract<Op, { readonly name: Name }>;

/** Fills the outputs (zeros before), or writes to inputs that are state. */
export type Rule<Name extends Op["name"]> = (
  op: OpNamed<Name>,
  inputs: readonly Numbers[],
  outputs: readonly Numbers[],
) => void;

export type Rules<Name extends Op["name"]> = { readonly [N in Name]: Rule<N> };

/** Calls `visit` with every place of a shape, in row-major order. The place is reused: do not keep it. */
export function eachPlace(
  shape: readonly number[],
  visit: (place: readonly number[], at: number) => void,
): void {
  const place = shape.map(() => 0);
  const size = shape.reduce((product, side) => product * side, 1);
  for (let at = 0; at < size; at++) {
    let rest = at;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const side = shape[axis] as number; // axis < rank
      place[axis] = rest % side;
      rest = Math.floor(rest / side);
    }
    visit(place, at);
  }
}

/** Flat index of a place in a value that broadcasts to it by NumPy's rules. */
export function indexAt(shape: readonly number[], place: readonly number[]): number {
  const missing = place.length - shape.length;
  return shape.reduce(
    (index, side, axis) => index * side + (side === 1 ? 0 : (place[axis + missing] as number)),
    0,
  );
}

/** The number of a value at a place, broadcast. */
export function at({ shape, data }: Numbers, place: readonly number[]): number {
  return data[indexAt(shape, place)] as number;
}
