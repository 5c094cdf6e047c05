/** Which steps give each element on its own, so that they can be computed wherever it is needed. */
import { type Op, sizeOf, type ValueId } from "../../../graph/program.ts";
import type { Operand, Step, StepNamed, StepOp } from "./steps.ts";

type ElementwiseName = Extract<
  Op["name"],
  "unary" | "binary" | "leakyRelu" | "leakyReluGradient" | "step" | "clip" | "select"
>;
type LayoutName = Extract<
  Op["name"],
  "broadcast" | "transpose" | "concat" | "slice" | "pad" | "gather" | "oneHot"
>;
type ChanceName = "random";
type WriterName = "assign" | "movingAverage" | "adamUpdate";

export type PointwiseStep = StepNamed<ElementwiseName | LayoutName | ChanceName>;
export type WriterStep = StepNamed<WriterName>;

/** Operations an element costs, in about multiplications. */
const costs: Readonly<Record<ElementwiseName | LayoutName | ChanceName, number>> = {
  unary: 2,
  binary: 1,
  leakyRelu: 1,
  leakyReluGradient: 1,
  step: 1,
  clip: 1,
  select: 1,
  broadcast: 0,
  transpose: 0,
  concat: 2,
  slice: 0,
  pad: 1,
  gather: 2,
  oneHot: 1,
  random: 40,
};
const writers: readonly StepOp["name"][] = [
  "assign",
  "movingAverage",
  "adamUpdate",
] satisfies WriterName[];
const elementwise: readonly StepOp["name"][] = [
  "unary",
  "binary",
  "leakyRelu",
  "leakyReluGradient",
  "step",
  "clip",
  "select",
  ...writers,
];

export function isPointwise(step: Step): step is PointwiseStep {
  return step.op.name in costs;
}

/** Changes state element by element. */
export function isWriter(step: Step): step is WriterStep {
  return writers.includes(step.op.name);
}

export function costOf({ op }: PointwiseStep): number {
  return costs[op.name];
}

/** Whether each element of this operand is read for the element of the same index only. */
export function readsInPlace({ op }: Step, { shape }: Operand, outputSize: number): boolean {
  return elementwise.includes(op.name) && sizeOf(shape) === outputSize;
}

/** The value that stands for a pointwise step. */
export function outputOf({ outputs }: PointwiseStep): ValueId {
  return outputs[0] as ValueId; // pointwise steps have one
}
