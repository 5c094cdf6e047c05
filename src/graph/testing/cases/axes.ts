/** Over axes: sums, extremes, softmax. */
import { normal, type OpCase, opCase, whole } from "../opCase.ts";

const reductions = [
  [[], []],
  [[7], [0]],
  [[1027], [0]],
  [[5, 6], [0]],
  [[5, 6], [1]],
  [
    [16, 8, 8, 32],
    [0, 1, 2],
  ],
  [
    [3, 5, 7, 3],
    [0, 1, 2],
  ],
  [
    [3, 4, 5, 6],
    [1, 2],
  ],
  [[3, 4, 5, 6], [3]],
  [
    [3, 4, 5, 6],
    [0, 2],
  ],
  [
    [3, 4, 5, 6],
    [1, 3],
  ],
  [
    [3, 4, 5, 6],
    [0, 1, 2, 3],
  ],
  [[300, 1], [0]],
  [
    [2, 3, 4, 2, 3],
    [1, 3],
  ],
] as const;

const rows = [
  [1, 1],
  [5, 10],
  [3, 4, 3],
  [2, 130],
] as const;

export const axesCases: readonly OpCase[] = [
  ...reductions.flatMap(([shape, axes]) =>
    (["max", "mean", "min", "sum"] as const).map((fn, at) => {
      const isReduced = (axis: number) => (axes as readonly number[]).includes(axis);
      const kept = shape.filter((_, axis) => !isReduced(axis));
      const ones = shape.map((side, axis) => (isReduced(axis) ? 1 : side));
      return opCase(
        `${fn} over [${axes}]`,
        { name: "reduce", fn, axes },
        [normal(at, ...shape)],
        [at % 2 === 0 ? kept : ones],
      );
    }),
  ),
  ...rows.flatMap((shape) => [
    opCase("softmax", { name: "softmax" }, [normal(1, ...shape)], [shape]),
    opCase("logSoftmax", { name: "logSoftmax" }, [normal(1, ...shape)], [shape]),
    opCase(
      "argMax",
      { name: "argMax" },
      [whole(1, 4, ...shape)],
      [{ shape: shape.slice(0, -1), dtype: "int32" }],
    ),
  ]),
];
