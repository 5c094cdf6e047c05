/** Moving numbers without changing them. */
import { integers, normal, type OpCase, opCase } from "../opCase.ts";

const permutations = [
  [
    [5, 7],
    [1, 0],
  ],
  [
    [33, 18],
    [1, 0],
  ],
  [
    [3, 5, 6],
    [0, 2, 1],
  ],
  [
    [4, 3, 8],
    [1, 0, 2],
  ],
  [
    [2, 3, 4, 5],
    [3, 0, 2, 1],
  ],
  [
    [2, 5, 4, 3],
    [0, 3, 1, 2],
  ],
  [
    [2, 3, 2, 2, 3],
    [4, 2, 0, 3, 1],
  ],
] as const;

const repeats = [
  [[], [3, 5]],
  [[7], [4, 7]],
  [
    [3, 1],
    [3, 6],
  ],
  [
    [2, 1, 1, 8],
    [2, 4, 4, 8],
  ],
  [
    [1, 5, 1, 3, 1],
    [2, 5, 4, 3, 2],
  ],
] as const;

const joins = [
  [[[3], [4]], 0],
  [
    [
      [2, 3],
      [2, 5],
      [2, 1],
    ],
    1,
  ],
  [
    [
      [2, 4, 4, 3],
      [2, 4, 4, 1],
    ],
    3,
  ],
  [
    [
      [2, 3, 4],
      [1, 3, 4],
      [5, 3, 4],
    ],
    0,
  ],
] as const;

const cuts = [
  [[9], [2], [4]],
  [
    [5, 8],
    [1, 0],
    [3, 8],
  ],
  [
    [3, 6, 6, 4],
    [0, 1, 2, 0],
    [3, 4, 3, 4],
  ],
  [
    [2, 5, 5, 7],
    [1, 0, 1, 3],
    [1, 5, 3, 2],
  ],
] as const;

const frames = [
  [[4], [2], [9], 0],
  [[3, 4], [0, 1], [5, 6], 1.5],
  [[2, 4, 5, 3], [0, 1, 2, 0], [2, 7, 7, 3], 0],
] as const;

export const layoutCases: readonly OpCase[] = [
  opCase("reshape", { name: "reshape" }, [normal(1, 2, 3, 4)], [[6, 4]]),
  ...permutations.map(([shape, permutation]) =>
    opCase(
      `transpose by [${permutation}]`,
      { name: "transpose", permutation },
      [normal(1, ...shape)],
      [permutation.map((axis) => shape[axis] as number)],
    ),
  ),
  ...repeats.map(([from, to]) =>
    opCase(`broadcast to [${to}]`, { name: "broadcast" }, [normal(1, ...from)], [to]),
  ),
  ...joins.map(([shapes, axis]) => {
    const total = shapes.reduce((sum, shape) => sum + (shape[axis] as number), 0);
    return opCase(
      `concat along ${axis}`,
      { name: "concat", axis },
      shapes.map((shape, seed) => normal(seed, ...shape)),
      [(shapes[0] as readonly number[]).with(axis, total)],
    );
  }),
  ...cuts.map(([from, begin, to]) =>
    opCase(`slice at [${begin}]`, { name: "slice", begin }, [normal(1, ...from)], [to]),
  ),
  ...frames.map(([from, before, to, value]) =>
    opCase(`pad by [${before}]`, { name: "pad", before, value }, [normal(1, ...from)], [to]),
  ),
  opCase("gather", { name: "gather" }, [normal(1, 9, 5), integers(2, 9, 4, 3)], [[4, 3, 5]]),
  opCase("gather", { name: "gather" }, [normal(1, 9), integers(2, 9, 4)], [[4]]),
  opCase(
    "gather of int32",
    { name: "gather" },
    [integers(1, 99, 9, 8), integers(2, 9, 4)],
    [{ shape: [4, 8], dtype: "int32" }],
  ),
  opCase("oneHot", { name: "oneHot" }, [integers(2, 6, 4, 3)], [[4, 3, 6]]),
];
