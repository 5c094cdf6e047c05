/** Matrix products and convolutions; all but a few below 5 million products. */
import type { Padding } from "../../program.ts";
import { normal, type OpCase, opCase } from "../opCase.ts";
import { type Geometry, geometries } from "./geometries.ts";

/** M, K, N */
const matrices = [
  [1, 1, 1],
  [1, 100, 7],
  [3, 5, 2],
  [4, 8, 8],
  [7, 9, 11],
  [16, 100, 512],
  [64, 1, 33],
  [33, 257, 1],
  [65, 67, 70],
  [8, 1024, 1],
  [1024, 8, 1],
] as const;

/** Batch of a, batch of b */
const batches = [
  [3, 3],
  [1, 4],
  [4, 1],
] as const;

export const matMulCases: readonly OpCase[] = [false, true].flatMap((transposeA) =>
  [false, true].flatMap((transposeB) => {
    const title = `matMul${transposeA ? " aᵀ" : ""}${transposeB ? " bᵀ" : ""}`;
    const op = { name: "matMul", transposeA, transposeB } as const;
    const a = (m: number, k: number) => (transposeA ? [k, m] : [m, k]);
    const b = (k: number, n: number) => (transposeB ? [n, k] : [k, n]);
    return [
      ...matrices.map(([m, k, n]) =>
        opCase(title, op, [normal(1, ...a(m, k)), normal(2, ...b(k, n))], [[m, n]]),
      ),
      ...batches.map(([batchA, batchB]) =>
        opCase(
          title,
          op,
          [normal(1, batchA, ...a(5, 9)), normal(2, batchB, ...b(9, 6))],
          [[Math.max(batchA, batchB), 5, 6]],
        ),
      ),
    ];
  }),
);

export const convCases: readonly OpCase[] = geometries.flatMap((geometry) => {
  const { x, filter, y, strides, padding } = geometry;
  const window = { strides, padding };
  const title = titleOf(geometry);
  return [
    opCase(
      `conv ${title}`,
      { name: "conv", ...window },
      [normal(1, ...x), normal(2, ...filter)],
      [y],
    ),
    opCase(
      `convInputGradient ${title}`,
      { name: "convInputGradient", ...window },
      [normal(3, ...y), normal(2, ...filter)],
      [x],
    ),
    opCase(
      `convFilterGradient ${title}`,
      { name: "convFilterGradient", ...window },
      [normal(1, ...x), normal(3, ...y)],
      [filter],
    ),
  ];
});

function titleOf({ strides, padding }: Geometry): string {
  const { top, left, bottom, right }: Padding = padding;
  return `stride ${strides} padding ${[top, left, bottom, right]}`;
}
