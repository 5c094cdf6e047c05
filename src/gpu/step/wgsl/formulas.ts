/** Operations on single elements as WGSL expressions. Operands are names; all have the same lanes. */
import type { BinaryFn, DType, UnaryFn } from "../../../graph/program.ts";
import type { KernelText } from "./kernelText.ts";
import { declareExtreme, declareIsNan } from "./notNumbers.ts";
import { cosine, sine } from "./trigonometry.ts";
import { type Lanes, literal, typeOf } from "./words.ts";

/** What a formula is written for. */
export interface Setting {
  readonly kernel: KernelText;
  /** Of the operands. */
  readonly dtype: DType;
  readonly lanes: Lanes;
}

type Unary = (x: string, setting: Setting) => string;
type Binary = (a: string, b: string, setting: Setting) => string;

const number = (value: number, { dtype, lanes }: Setting): string => literal(value, dtype, lanes);

/** 1 where the condition holds, else 0; booleans are float32. */
const truth = (condition: string, { lanes }: Setting): string =>
  `select(${literal(0, "float32", lanes)}, ${literal(1, "float32", lanes)}, ${condition})`;

const call =
  (name: string): Unary =>
  (x) =>
    `${name}(${x})`;

/** The result, but NaN where x is: of these functions WGSL says nothing there. */
function keepingNan(x: string, result: string, { kernel, lanes }: Setting): string {
  return `select(${result}, ${x}, ${declareIsNan(kernel, lanes)}(${x}))`;
}

const keeping =
  (formula: Unary): Unary =>
  (x, setting) =>
    keepingNan(x, formula(x, setting), setting);

/** WGSL's own do for whole numbers. */
const extreme =
  (fn: "max" | "min"): Binary =>
  (a, b, { kernel, dtype, lanes }) =>
    `${dtype === "int32" ? fn : declareExtreme(kernel, fn, lanes)}(${a}, ${b})`;

const unary: Readonly<Record<UnaryFn, Unary>> = {
  abs: call("abs"),
  ceil: call("ceil"),
  cos: (x, { kernel, lanes }) => cosine(kernel, x, lanes),
  exp: keeping(call("exp")),
  floor: call("floor"),
  isNonPositive: (x, setting) => truth(`${x} <= ${number(0, setting)}`, setting),
  log: keeping(call("log")),
  negative: (x) => `-(${x})`,
  reciprocal: (x) => `1.0 / ${x}`,
  relu: keeping((x, setting) => `max(${x}, ${number(0, setting)})`),
  rsqrt: call("inverseSqrt"),
  sigmoid: keeping((x) => `1.0 / (1.0 + exp(-(${x})))`),
  sign: call("sign"),
  sin: (x, { kernel, lanes }) => sine(kernel, x, lanes),
  softplus: keeping(
    (x, setting) => `max(${x}, ${number(0, setting)}) + log(1.0 + exp(-abs(${x})))`,
  ),
  sqrt: call("sqrt"),
  square: (x) => `${x} * ${x}`,
  // beyond ±20 the result is ±1 in float32, and some devices overflow
  tanh: keeping(
    (x, setting) => `tanh(clamp(${x}, ${number(-20, setting)}, ${number(20, setting)}))`,
  ),
  toFloat: (x, { lanes }) => `${typeOf("float32", lanes)}(${x})`,
  toInt: (x, { lanes }) => `${typeOf("int32", lanes)}(${x})`,
};

const infix =
  (sign: string): Binary =>
  (a, b) =>
    `${a} ${sign} ${b}`;
const comparison =
  (sign: string): Binary =>
  (a, b, setting) =>
    truth(`${a} ${sign} ${b}`, setting);

const binary: Readonly<Record<BinaryFn, Binary>> = {
  add: infix("+"),
  divide: infix("/"),
  equal: comparison("=="),
  greater: comparison(">"),
  greaterEqual: comparison(">="),
  less: comparison("<"),
  lessEqual: comparison("<="),
  maximum: extreme("max"),
  minimum: extreme("min"),
  multiply: infix("*"),
  power: (a, b, { kernel, lanes }) => `${declarePower(kernel, lanes)}(${a}, ${b})`,
  sigmoidGradient: (dy, y) => `${dy} * ${y} * (1.0 - ${y})`,
  squaredDifference: (a, b) => `(${a} - ${b}) * (${a} - ${b})`,
  subtract: infix("-"),
  tanhGradient: (dy, y) => `${dy} * (1.0 - ${y} * ${y})`,
};

/** Also of negative numbers, which WGSL leaves out: whole exponents keep or drop the sign. Its name. */
function declarePower(kernel: KernelText, lanes: Lanes): string {
  const type = typeOf("float32", lanes);
  const name = lanes === 4 ? "power4" : "power";
  const isNan = declareIsNan(kernel, lanes);
  kernel.declare(`fn ${name}(a: ${type}, b: ${type}) -> ${type} {
  let size = pow(abs(a), b);
  let isOdd = abs(b - 2.0 * floor(0.5 * b)) == ${type}(1.0);
  let signed = select(size, -size, isOdd & (a < ${type}(0.0)));
  let known = select(select(signed, a, ${isNan}(a)), b, ${isNan}(b));
  return select(known, ${type}(1.0), b == ${type}(0.0));
}`);
  return name;
}

export function unaryFormula(fn: UnaryFn, x: string, setting: Setting): string {
  return unary[fn](x, setting);
}

export function binaryFormula(fn: BinaryFn, a: string, b: string, setting: Setting): string {
  return binary[fn](a, b, setting);
}

/** x → x > 0 ? positive : negative */
export function bySign(x: string, positive: string, negative: string, setting: Setting): string {
  return `select(${negative}, ${positive}, ${x} > ${number(0, setting)})`;
}

export function leakyFormula(x: string, slope: number, setting: Setting): string {
  return keepingNan(x, bySign(x, x, `${literal(slope)} * ${x}`, setting), setting);
}

export function stepFormula(x: string, slope: number, setting: Setting): string {
  return keepingNan(x, bySign(x, number(1, setting), number(slope, setting), setting), setting);
}

export function clipFormula(x: string, min: number, max: number, setting: Setting): string {
  const within = `clamp(${x}, ${number(min, setting)}, ${number(max, setting)})`;
  return keepingNan(x, within, setting);
}

/** The first where the condition is not 0. */
export function selectFormula(condition: string, a: string, b: string, setting: Setting): string {
  return `select(${b}, ${a}, ${condition} != ${number(0, setting)})`;
}
