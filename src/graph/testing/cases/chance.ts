/** Random numbers and batches of patches. */
import { integers, normal, type OpCase, type Operand, opCase } from "../opCase.ts";

const clock: Operand = { shape: [2], dtype: "int32", data: Int32Array.of(-12345, 678) };
const shapes = [[1], [5], [16, 100], [3, 7, 5]] as const;

/** One row each of the table in `patchTable.ts`, for patches of 6 × 6. */
const table = [
  [0, 0, 1, 0, 0, 0, 1, 0, 1, 0],
  [4, 5, -1, 0, 7, 0, -1, 1, 1.3, -0.2],
  [2, -3, 0, 1, 5, -1, 0, 0.5, 0.6, 0.4],
];

export const chanceCases: readonly OpCase[] = [
  ...shapes.flatMap((shape, stream) =>
    (["normal", "uniform"] as const).map((distribution) =>
      opCase(
        `${distribution} [${shape}]`,
        { name: "random", distribution, stream },
        [clock],
        [shape],
      ),
    ),
  ),
  opCase(
    "patchBatch",
    { name: "patchBatch", size: 6 },
    [
      integers(1, 2 ** 24, 5, 36),
      { ...normal(1, table.length, 10), data: Float32Array.from(table.flat()) },
    ],
    [[table.length, 6, 6, 3]],
  ),
];
