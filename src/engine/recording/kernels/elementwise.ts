/** Functions of one or two operands, element by element. */
import * as tf from "@tensorflow/tfjs";
import type { BinaryFn, UnaryFn } from "../../../graph/program.ts";
import { type Lowering, type Lowerings, operand } from "../lowering.ts";
import { type Operand, type Recorder, Unrecordable } from "../recorder.ts";

const unaryFns = {
  Abs: "abs",
  Ceil: "ceil",
  Cos: "cos",
  Exp: "exp",
  Floor: "floor",
  Log: "log",
  Neg: "negative",
  Reciprocal: "reciprocal",
  Relu: "relu",
  Rsqrt: "rsqrt",
  Sigmoid: "sigmoid",
  Sign: "sign",
  Sin: "sin",
  Softplus: "softplus",
  Sqrt: "sqrt",
  Square: "square",
  Tanh: "tanh",
} as const satisfies Record<string, UnaryFn>;

const binaryFns = {
  Add: "add",
  Maximum: "maximum",
  Minimum: "minimum",
  Multiply: "multiply",
  Pow: "power",
  RealDiv: "divide",
  SquaredDifference: "squaredDifference",
  Sub: "subtract",
} as const satisfies Record<string, BinaryFn>;

const comparisons = {
  Equal: "equal",
  Greater: "greater",
  GreaterEqual: "greaterEqual",
  Less: "less",
  LessEqual: "lessEqual",
} as const satisfies Record<string, BinaryFn>;

const unary =
  (fn: UnaryFn): Lowering =>
  ({ recorder, inputs }) => {
    const x = operand(inputs, "x");
    return recorder.node({ name: "unary", fn }, [x], x.shape, x.dtype);
  };

const binary =
  (fn: BinaryFn, isComparison: boolean): Lowering =>
  ({ recorder, inputs }) => {
    const [a, b] = [operand(inputs, "a"), operand(inputs, "b")];
    return addBinary(recorder, fn, a, b, isComparison ? "bool" : a.dtype);
  };

/** A binary node with the broadcast shape. */
export function addBinary(
  recorder: Recorder,
  fn: BinaryFn,
  a: Operand,
  b: Operand,
  dtype: Operand["dtype"] = "float32",
): Operand {
  const shape = tf.broadcast_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
  return recorder.node({ name: "binary", fn }, [a, b], shape, dtype);
}

/** Booleans are 0 or 1. */
const logicalAnd: Lowering = ({ recorder, inputs }) =>
  addBinary(recorder, "multiply", operand(inputs, "a"), operand(inputs, "b"), "bool");

const leakyRelu: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  return recorder.node({ name: "leakyRelu", slope: attrs.alpha as number }, [x], x.shape);
};

const step: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  return recorder.node({ name: "step", slope: attrs.alpha as number }, [x], x.shape);
};

const clip: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  const [min, max] = [attrs.clipValueMin as number, attrs.clipValueMax as number];
  return recorder.node({ name: "clip", min, max }, [x], x.shape, x.dtype);
};

const select: Lowering = ({ recorder, inputs }) => {
  const [condition, a, b] = ["condition", "t", "e"].map((name) => operand(inputs, name));
  const whenTrue = a as Operand; // three names, three operands
  return recorder.node(
    { name: "select" },
    [condition as Operand, whenTrue, b as Operand],
    whenTrue.shape,
    whenTrue.dtype,
  );
};

const addN: Lowering = ({ recorder, inputs }) => {
  const terms = Object.values(inputs);
  return terms.reduce((sum, term) => addBinary(recorder, "add", sum, term));
};

const cast: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  const to = attrs.dtype as string;
  if (to === "float32" && x.dtype !== "int32") {
    return { ...recorder.reshape({ ...x, dtype: "float32" }, x.shape) };
  }
  if (to === "int32" && x.dtype === "int32") return recorder.reshape(x, x.shape);
  if (to === "float32") {
    return recorder.node({ name: "unary", fn: "toFloat" }, [x], x.shape);
  }
  if (to === "int32") {
    return recorder.node({ name: "unary", fn: "toInt" }, [x], x.shape, "int32");
  }
  throw new Unrecordable(`A conversion to ${to}`);
};

export const elementwise: Lowerings = {
  ...Object.fromEntries(Object.entries(unaryFns).map(([name, fn]) => [name, unary(fn)])),
  ...Object.fromEntries(Object.entries(binaryFns).map(([name, fn]) => [name, binary(fn, false)])),
  ...Object.fromEntries(Object.entries(comparisons).map(([name, fn]) => [name, binary(fn, true)])),
  AddN: addN,
  Cast: cast,
  ClipByValue: clip,
  LeakyRelu: leakyRelu,
  LogicalAnd: logicalAnd,
  Select: select,
  Step: step,
};
