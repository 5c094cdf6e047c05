/**
 * Operations on operands with NaN among their numbers. No executor may make a number of it: a training that
 * has run away would look sound.
 */
import type { BinaryFn, UnaryFn } from "../../program.ts";
import { normal, type OpCase, type Operand, opCase } from "../opCase.ts";
import { evaluate } from "../reference.ts";

const unaries: readonly UnaryFn[] = [
  "abs",
  "exp",
  "log",
  "negative",
  "reciprocal",
  "relu",
  "rsqrt",
  "sigmoid",
  "softplus",
  "sqrt",
  "square",
  "tanh",
];
const binaries: readonly BinaryFn[] = ["add", "maximum", "minimum", "multiply", "power"];
/** By single elements, and in fours. */
const sizes = [37, 1028] as const;
const every = 5;
const window = {
  size: [2, 2],
  strides: [2, 2],
  padding: { top: 0, left: 0, bottom: 0, right: 0 },
} as const;

/** Positive, but for NaN at every fifth place from `first` on. */
function spoilt({ data, ...operand }: Operand, first = 0): Operand {
  const numbers = Float32Array.from(data, (number, at) =>
    at % every === first ? Number.NaN : Math.abs(number),
  );
  return { ...operand, data: numbers };
}

/** Over the last axis, by single elements and in fours, over the first, and over more than one thread takes. */
const reductions = [
  { shape: [6, 5], axes: [1] },
  { shape: [6, 8], axes: [1] },
  { shape: [4, 6], axes: [0] },
  { shape: [4, 8], axes: [0] },
  { shape: [3, 4096], axes: [1] },
] as const;

/** NaN in one row or column alone. */
const reduceCases = (["sum", "mean", "max", "min"] as const).flatMap((fn) =>
  reductions.map(({ shape, axes }) => {
    const x = normal(1, ...shape);
    x.data[shape[1] + 1] = Number.NaN;
    const kept = shape.map((side, axis) => (axes.some((entry) => entry === axis) ? 1 : side));
    return opCase(fn, { name: "reduce", fn, axes }, [x], [kept]);
  }),
);

export const notNumberCases: readonly OpCase[] = [
  ...sizes.flatMap((size) => [
    ...unaries.map((fn) => opCase(fn, { name: "unary", fn }, [spoilt(normal(1, size))], [[size]])),
    ...binaries.map((fn) =>
      opCase(
        fn,
        { name: "binary", fn },
        [spoilt(normal(1, size)), spoilt(normal(2, size), 2)],
        [[size]],
      ),
    ),
    ...[0.2, 0].map((slope) =>
      opCase(
        `leakyRelu ${slope}`,
        { name: "leakyRelu", slope },
        [spoilt(normal(1, size))],
        [[size]],
      ),
    ),
    opCase("step", { name: "step", slope: 0.3 }, [spoilt(normal(1, size))], [[size]]),
    opCase("clip", { name: "clip", min: -0.5, max: 0.7 }, [spoilt(normal(1, size))], [[size]]),
  ]),
  ...[3, 8].flatMap((channels) => [
    opCase(
      "maxPool",
      { name: "maxPool", ...window },
      [spoilt(normal(1, 2, 8, 8, channels))],
      [[2, 4, 4, channels]],
    ),
    ...[0.2, 0].map((slope) => batchNorm(channels, slope)),
    opCase("softmax", { name: "softmax" }, [spoilt(normal(1, 6, channels))], [[6, channels]]),
  ]),
  ...reduceCases,
];

/** NaN among the numbers of one channel alone. */
function batchNorm(channels: number, slope: number): OpCase {
  const x = normal(1, 6, channels);
  x.data[channels + 1] = Number.NaN;
  return opCase(
    `batchNorm slope ${slope}`,
    { name: "batchNorm", epsilon: 1e-3, slope },
    [x, normal(2, channels), normal(3, channels)],
    [[6, channels], [channels], [channels]],
  );
}

/** Places, as "state:index", where the reference leaves NaN and the state `actual` does not, or the other way. */
export function nanDifferences({ program, state }: OpCase, actual: OpCase["state"]): string[] {
  const expected = Object.entries(evaluate(program, state).state);
  return expected.flatMap(([name, numbers]) =>
    [...numbers].flatMap((number, at) =>
      Number.isNaN(number) === Number.isNaN(actual[name]?.[at]) ? [] : [`${name}:${at}`],
    ),
  );
}
