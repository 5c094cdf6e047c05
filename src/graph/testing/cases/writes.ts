/** Writing to state. */
import { normal, type OpCase, type Operand, opCase, uniform } from "../opCase.ts";

const scalar = (value: number): Operand => ({
  shape: [],
  dtype: "float32",
  data: Float32Array.of(value),
});
const parameters = [[3], [5, 7], [4, 4, 3, 8], [1]] as const;

export const writeCases: readonly OpCase[] = [
  opCase("assign", { name: "assign" }, [normal(1, 5, 7), normal(2, 5, 7)], []),
  opCase(
    "movingAverage",
    { name: "movingAverage", momentum: 0.9 },
    [normal(1, 37), normal(2, 37)],
    [],
  ),
  ...[0, 3].map((updates) =>
    opCase(
      `adam after ${updates} updates`,
      { name: "adam", beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
      [
        scalar(updates),
        scalar(2e-3),
        ...parameters.flatMap((shape, at) => [
          normal(at, ...shape),
          normal(at + 10, ...shape),
          normal(at + 20, ...shape),
          uniform(at + 30, 0.1, 2, ...shape),
        ]),
      ],
      [],
    ),
  ),
];
