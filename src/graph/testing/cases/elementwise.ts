/** Element by element, with operands of every way to broadcast. */
import type { BinaryFn, UnaryFn } from "../../program.ts";
import { integers, normal, type OpCase, opCase, uniform, whole } from "../opCase.ts";

const ofReals: readonly UnaryFn[] = [
  "abs",
  "ceil",
  "cos",
  "exp",
  "floor",
  "isNonPositive",
  "negative",
  "reciprocal",
  "relu",
  "sigmoid",
  "sign",
  "sin",
  "softplus",
  "square",
  "tanh",
];
const ofPositives: readonly UnaryFn[] = ["log", "rsqrt", "sqrt"];
const ofOperands: readonly BinaryFn[] = [
  "add",
  "divide",
  "maximum",
  "minimum",
  "multiply",
  "sigmoidGradient",
  "squaredDifference",
  "subtract",
  "tanhGradient",
];
const comparisons: readonly BinaryFn[] = ["equal", "greater", "greaterEqual", "less", "lessEqual"];

/** Shapes of two operands and what they broadcast to. */
const broadcasts: readonly (readonly [a: number[], b: number[], out: number[]])[] = [
  [[2, 3, 5], [], [2, 3, 5]],
  [[], [7, 9], [7, 9]],
  [[1], [33], [33]],
  [[3, 4, 4, 32], [32], [3, 4, 4, 32]],
  [[5], [6, 5], [6, 5]],
  [
    [3, 4, 4, 3],
    [3, 1, 1, 3],
    [3, 4, 4, 3],
  ],
  [
    [3, 1, 1, 8],
    [3, 4, 4, 8],
    [3, 4, 4, 8],
  ],
  [
    [4, 5, 1],
    [4, 5, 7],
    [4, 5, 7],
  ],
  [
    [4, 1, 6],
    [1, 5, 6],
    [4, 5, 6],
  ],
  [
    [3, 1],
    [1, 4],
    [3, 4],
  ],
  [
    [2, 1, 3, 1, 5],
    [7, 1, 4, 1],
    [2, 7, 3, 4, 5],
  ],
];

const sizes = [1, 3, 4, 37, 1030] as const;

export const elementwiseCases: readonly OpCase[] = [
  ...ofReals.flatMap((fn, seed) => [
    ...sizes.map((size) =>
      opCase(fn, { name: "unary", fn }, [uniform(seed, -6, 6, size)], [[size]]),
    ),
    opCase(`${fn} of large numbers`, { name: "unary", fn }, [uniform(seed, -80, 80, 65)], [[65]]),
  ]),
  ...ofPositives.map((fn) =>
    opCase(fn, { name: "unary", fn }, [uniform(3, 1e-4, 50, 7, 19)], [[7, 19]]),
  ),
  opCase("toFloat", { name: "unary", fn: "toFloat" }, [integers(1, 999, 37)], [[37]]),
  opCase(
    "toInt",
    { name: "unary", fn: "toInt" },
    [uniform(1, -99, 99, 37)],
    [{ shape: [37], dtype: "int32" }],
  ),
  ...ofOperands.flatMap((fn, seed) =>
    sizes.map((size) =>
      opCase(fn, { name: "binary", fn }, [normal(seed, size), normal(99, size)], [[size]]),
    ),
  ),
  ...broadcasts.flatMap(([a, b, out]) =>
    (["subtract", "multiply", "tanhGradient"] as const).map((fn) =>
      opCase(fn, { name: "binary", fn }, [normal(1, ...a), normal(2, ...b)], [out]),
    ),
  ),
  ...comparisons.flatMap((fn) => [
    opCase(fn, { name: "binary", fn }, [whole(1, 3, 41), whole(2, 3, 41)], [[41]]),
    opCase(fn, { name: "binary", fn }, [integers(1, 3, 41), integers(2, 3)], [[41]]),
  ]),
  opCase(
    "power",
    { name: "binary", fn: "power" },
    [uniform(1, 0.01, 5, 43), uniform(2, -3, 3, 43)],
    [[43]],
  ),
  opCase("square by power", { name: "binary", fn: "power" }, [normal(1, 43), whole(5, 4)], [[43]]),
  ...(["add", "multiply", "subtract", "maximum"] as const).map((fn) =>
    opCase(
      `${fn} of int32`,
      { name: "binary", fn },
      [integers(1, 99, 5, 7), integers(2, 99, 7)],
      [{ shape: [5, 7], dtype: "int32" }],
    ),
  ),
  ...[37, 1028].flatMap((size) => [
    opCase("leakyRelu", { name: "leakyRelu", slope: 0.2 }, [normal(1, size)], [[size]]),
    opCase("step", { name: "step", slope: 0.3 }, [normal(1, size)], [[size]]),
    opCase("clip", { name: "clip", min: -0.5, max: 0.7 }, [normal(1, size)], [[size]]),
    opCase(
      "leakyReluGradient",
      { name: "leakyReluGradient", slope: 0.2 },
      [normal(1, size), normal(2, size)],
      [[size]],
    ),
    opCase(
      "select",
      { name: "select" },
      [whole(1, 2, size), normal(2, size), normal(3, size)],
      [[size]],
    ),
  ]),
  opCase(
    "leakyReluGradient of one number",
    { name: "leakyReluGradient", slope: 0.2 },
    [normal(1), normal(2, 5, 8)],
    [[5, 8]],
  ),
  opCase(
    "select by rows",
    { name: "select" },
    [whole(1, 2, 6, 1), normal(2, 6, 5), normal(3)],
    [[6, 5]],
  ),
];
