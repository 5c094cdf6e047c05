/** Sums, means, extremes and soft maxima over axes. */
import * as tf from "@tensorflow/tfjs";
import { type Lowering, type Lowerings, operand } from "../lowering.ts";
import { Unrecordable } from "../recorder.ts";

const reduce =
  (fn: "max" | "mean" | "min" | "sum"): Lowering =>
  ({ recorder, inputs, attrs }) => {
    const x = operand(inputs, "x");
    const axes = tf.util.parseAxisParam((attrs.axis ?? attrs.reductionIndices) as number[], [
      ...x.shape,
    ]);
    const keeps = Boolean(attrs.keepDims);
    const shape = x.shape.flatMap((side, axis) => {
      if (!axes.includes(axis)) return [side];
      return keeps ? [1] : [];
    });
    return recorder.node({ name: "reduce", fn, axes }, [x], shape, x.dtype);
  };

const argMax: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  const [axis] = tf.util.parseAxisParam(attrs.axis as number, [...x.shape]);
  if (axis !== x.shape.length - 1) throw new Unrecordable("An argMax along another axis");
  return recorder.node({ name: "argMax" }, [x], x.shape.slice(0, -1), "int32");
};

const softmax: Lowering = ({ recorder, inputs }) => {
  const logits = operand(inputs, "logits"); // tfjs allows the last axis only
  return recorder.node({ name: "softmax" }, [logits], logits.shape);
};

const logSoftmax: Lowering = ({ recorder, inputs }) => {
  const logits = operand(inputs, "logits"); // tfjs allows the last axis only
  return recorder.node({ name: "logSoftmax" }, [logits], logits.shape);
};

export const reductions: Lowerings = {
  ArgMax: argMax,
  LogSoftmax: logSoftmax,
  Max: reduce("max"),
  Mean: reduce("mean"),
  Min: reduce("min"),
  Softmax: softmax,
  Sum: reduce("sum"),
};
