/** Chooses the kernel for a product by its kind and shape. */
import type { Group } from "../../plan/fuse.ts";
import type { Operand, StepNamed } from "../../plan/steps.ts";
import type { Dispatch, Workbench } from "../workbench.ts";
import { dots } from "./dots.ts";
import { convGeometry, pointGeometry, tallGeometry } from "./geometry.ts";
import { type Matrices, matricesOf } from "./matrices.ts";
import { filterGradient } from "./registers/filterGradient.ts";
import { gather } from "./registers/gather.ts";
import type { FilterTask, GatherTask } from "./tasks.ts";
import { tiledFilterGradient } from "./tiles/tiledFilterGradient.ts";
import { tiledGather } from "./tiles/tiledGather.ts";

/** With fewer results, threads share the sum of each. */
const fewResults = 256;

export function convolution(group: Group, bench: Workbench): Dispatch[] {
  const root = group.root as StepNamed<"conv" | "convFilterGradient" | "convInputGradient">;
  const [a, b] = root.inputs as [Operand, Operand];
  const geometry = convGeometry(root, bench.value(root.outputs[0] as number).shape); // one output
  switch (root.op.name) {
    case "conv":
      return gathered({ direction: "forward", geometry, source: a.id, filter: b.id }, group, bench);
    case "convInputGradient":
      return gathered(
        { direction: "inputGradient", geometry, source: a.id, filter: b.id },
        group,
        bench,
      );
    case "convFilterGradient":
      return filterGradientOf({ geometry, x: a.id, dy: b.id }, group, bench);
    default:
      return root.op satisfies never;
  }
}

export function matMul(group: Group, bench: Workbench): Dispatch[] {
  const { op, inputs } = group.root as StepNamed<"matMul">;
  const matrices = matricesOf(op, inputs as readonly [Operand, Operand]);
  const { batch, rows, depth, columns } = matrices;
  const isFew = rows * columns <= fewResults && depth > 16;
  if (batch > 1 || isFew || (op.transposeA && op.transposeB)) return dots(matrices, group, bench);
  return op.transposeA
    ? outer(matrices, group, bench)
    : inner(matrices, op.transposeB, group, bench);
}

/** Software has no use for workgroup memory, and GPUs little for blocks that fill the registers. */
function gathered(task: GatherTask, group: Group, bench: Workbench): Dispatch[] {
  return (bench.target.isSoftware ? gather : tiledGather)(task, group, bench);
}

function filterGradientOf(task: FilterTask, group: Group, bench: Workbench): Dispatch[] {
  return (bench.target.isSoftware ? filterGradient : tiledFilterGradient)(task, group, bench);
}

/** The second operand's columns are read as channels of a filter, or its rows are. */
function inner(
  { a, b, rows, depth, columns }: Matrices,
  isTransposed: boolean,
  group: Group,
  bench: Workbench,
): Dispatch[] {
  const task = isTransposed
    ? ({ direction: "inputGradient", geometry: pointGeometry(rows, columns, depth) } as const)
    : ({ direction: "forward", geometry: pointGeometry(rows, depth, columns) } as const);
  return gathered({ ...task, source: a.id, filter: b.id }, group, bench);
}

/** A column vector is computed as the row that it is in memory, so that its lanes are neighbours. */
function outer({ a, b, rows, depth, columns }: Matrices, group: Group, bench: Workbench) {
  const task =
    columns === 1
      ? { geometry: tallGeometry(depth, 1, rows), x: b.id, dy: a.id }
      : { geometry: tallGeometry(depth, rows, columns), x: a.id, dy: b.id };
  return filterGradientOf(task, group, bench);
}
