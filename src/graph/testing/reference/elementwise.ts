/** Element by element. */
import type { BinaryFn, UnaryFn } from "../../program.ts";
import { at, eachPlace, type Numbers, type Rules } from "./numbers.ts";

const unary: Readonly<Record<UnaryFn, (x: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  cos: Math.cos,
  exp: Math.exp,
  floor: Math.floor,
  isNonPositive: (x) => Number(x <= 0),
  log: Math.log,
  negative: (x) => -x,
  reciprocal: (x) => 1 / x,
  relu: (x) => Math.max(x, 0),
  rsqrt: (x) => 1 / Math.sqrt(x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  sign: Math.sign,
  sin: Math.sin,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  sqrt: Math.sqrt,
  square: (x) => x * x,
  tanh: Math.tanh,
  toFloat: (x) => x,
  toInt: Math.trunc,
};

const binary: Readonly<Record<BinaryFn, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  divide: (a, b) => a / b,
  equal: (a, b) => Number(a === b),
  greater: (a, b) => Number(a > b),
  greaterEqual: (a, b) => Number(a >= b),
  less: (a, b) => Number(a < b),
  lessEqual: (a, b) => Number(a <= b),
  maximum: Math.max,
  minimum: Math.min,
  multiply: (a, b) => a * b,
  power: (a, b) => a ** b,
  sigmoidGradient: (dy, y) => dy * y * (1 - y),
  squaredDifference: (a, b) => (a - b) ** 2,
  subtract: (a, b) => a - b,
  tanhGradient: (dy, y) => dy * (1 - y * y),
};

export const elementwise: Rules<
  "unary" | "binary" | "leakyRelu" | "leakyReluGradient" | "step" | "clip" | "select"
> = {
  unary: ({ fn }, inputs, outputs) => each(inputs, outputs, unary[fn]),
  binary: ({ fn }, inputs, outputs) => each(inputs, outputs, binary[fn]),
  leakyRelu: ({ slope }, inputs, outputs) =>
    each(inputs, outputs, (x: number) => (x > 0 ? x : slope * x)),
  leakyReluGradient: ({ slope }, inputs, outputs) =>
    each(inputs, outputs, (dy: number, y: number) => (y > 0 ? dy : slope * dy)),
  step: ({ slope }, inputs, outputs) =>
    each(inputs, outputs, (x: number) => (Number.isNaN(x) ? x : x > 0 ? 1 : slope)),
  clip: ({ min, max }, inputs, outputs) =>
    each(inputs, outputs, (x: number) => Math.min(Math.max(x, min), max)),
  select: (_, inputs, outputs) =>
    each(inputs, outputs, (condition: number, a: number, b: number) => (condition !== 0 ? a : b)),
};

function each(
  inputs: readonly Numbers[],
  outputs: readonly Numbers[],
  fn: (...operands: number[]) => number,
): void {
  const [out] = outputs as [Numbers];
  eachPlace(out.shape, (place, index) => {
    out.data[index] = fn(...inputs.map((input) => at(input, place)));
  });
}
