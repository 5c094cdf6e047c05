/** Copies by strides on both sides. */
import type { Place, Plan } from "../plan.ts";
import { merged, sixAxes } from "./walks.ts";

interface Side {
  readonly place: Place;
  readonly strides: readonly number[];
}

export function emitCopy(plan: Plan, shape: readonly number[], from: Side, to: Side): void {
  const walk = merged({ shape, strides: [from.strides, to.strides] });
  const [fromStrides, toStrides] = walk.strides as [number[], number[]];
  const size = shape.reduce((product, side) => product * side, 1);
  const isBlock =
    (walk.shape.at(-1) ?? 1) >= 4 && fromStrides.at(-1) === 1 && toStrides.at(-1) === 1;
  plan.emit(
    "copy",
    {
      from: from.place,
      to: to.place,
      shape: sixAxes(walk.shape, 1),
      fromStrides: sixAxes(fromStrides, 0),
      toStrides: sixAxes(toStrides, 0),
    },
    size * (isBlock ? 0.2 : 1),
  );
}
