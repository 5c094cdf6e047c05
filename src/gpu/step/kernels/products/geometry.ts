/** Convolutions, and the matrix products that are convolutions with a kernel of 1 × 1. */
import { type Op, sizeOf } from "../../../../graph/program.ts";
import type { StepNamed } from "../../plan/steps.ts";

type Shape4 = readonly [number, number, number, number];

/** y [B, h, w, O] of x [B, H, W, I] and a filter [kh, kw, I, O], whichever of them is computed. */
export interface Geometry {
  readonly x: Shape4;
  readonly filter: Shape4;
  readonly y: Shape4;
  readonly strides: readonly [down: number, across: number];
  /** Zeros above and to the left. */
  readonly before: readonly [top: number, left: number];
}

type ConvOp = Extract<Op, { name: "conv" | "convInputGradient" | "convFilterGradient" }>;

export function convGeometry(
  { op, inputs }: StepNamed<ConvOp["name"]>,
  output: readonly number[],
): Geometry {
  const [a, b] = inputs.map(({ shape }) => shape) as unknown as [Shape4, Shape4];
  const { strides, padding } = op;
  const window = { strides, before: [padding.top, padding.left] } as const;
  const result = output as Shape4;
  switch (op.name) {
    case "conv":
      return { x: a, filter: b, y: result, ...window };
    case "convInputGradient":
      return { x: result, filter: b, y: a, ...window };
    case "convFilterGradient":
      return { x: a, filter: result, y: b, ...window };
    default:
      return op satisfies never;
  }
}

/** Multiplications and additions. */
export function flopOf({ y, filter }: Geometry): number {
  return 2 * sizeOf(filter) * (sizeOf(y) / y[3]);
}

/** Beyond so many in software, larger blocks are worth their longer compilation. */
export const muchFlop = 2e7;

/** [M, K] · [K, N]: pixels in a row, K channels in, N out. */
export function pointGeometry(rows: number, depth: number, columns: number): Geometry {
  return {
    x: [1, 1, rows, depth],
    filter: [1, 1, depth, columns],
    y: [1, 1, rows, columns],
    strides: [1, 1],
    before: [0, 0],
  };
}

/** As `pointGeometry` for sums over many rows, which are laid out in two dimensions to be shared. */
export function tallGeometry(rows: number, inner: number, columns: number): Geometry {
  const width = divisorBelow(rows, 16);
  const point = pointGeometry(rows, inner, columns);
  return { ...point, x: [1, rows / width, width, inner], y: [1, rows / width, width, columns] };
}

/** The largest divisor of `number` that is at most `limit`. */
export function divisorBelow(number: number, limit: number): number {
  for (let divisor = Math.min(number, limit); divisor > 1; divisor--)
    if (number % divisor === 0) return divisor;
  return 1;
}
