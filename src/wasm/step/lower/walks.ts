/** Strides of values that broadcast, merged to as few axes as the numbers' places allow. */

import { Unsupported } from "../plan.ts";
import { mostAxes } from "../stepKinds.ts";

/** A shape and, for every operand, its step in floats along each axis. */
export interface Walk {
  readonly shape: readonly number[];
  readonly strides: readonly (readonly number[])[];
}

/** Floats between neighbours along each axis of a dense value. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number); // axis + 1 < rank
  }
  return strides;
}

/** Strides of a dense value of shape `from` that broadcasts to `to` by NumPy's rules: 0 where it repeats. */
export function broadcastStrides(from: readonly number[], to: readonly number[]): number[] {
  const own = stridesOf(from);
  const missing = to.length - from.length;
  return to.map((_, axis) => {
    const at = axis - missing;
    return at < 0 || from[at] === 1 ? 0 : (own[at] as number); // at < rank
  });
}

/** The same walk without axes of one, and with axes that lie together in every operand as one. */
export function merged({ shape, strides }: Walk): Walk {
  const sides: number[] = [];
  const steps: number[][] = strides.map(() => []);
  shape.forEach((side, axis) => {
    if (side === 1) return;
    const last = sides.length - 1;
    const fits =
      last >= 0 &&
      steps.every((step, operand) => step[last] === side * (strides[operand]?.[axis] as number));
    if (fits) sides[last] = side * (sides[last] as number);
    else sides.push(side);
    steps.forEach((step, operand) => {
      step[fits ? last : sides.length - 1] = strides[operand]?.[axis] as number; // one an axis
    });
  });
  return { shape: sides, strides: steps };
}

/** As six axes, with axes of one in front. Throws `Unsupported` where more are left. */
export function sixAxes(values: readonly number[], filler: number): number[] {
  if (values.length > mostAxes) throw new Unsupported(`more than ${mostAxes} axes`);
  return [...new Array<number>(mostAxes - values.length).fill(filler), ...values];
}
