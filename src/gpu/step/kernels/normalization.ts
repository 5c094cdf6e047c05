/**
 * Batch and instance normalisation and their gradients, two dispatches each: two sums of every channel
 * (in parts where rows are many), then every element, whose workgroup folds the parts anew.
 */
import { type Op, sizeOf } from "../../../graph/program.ts";
import type { Group } from "../plan/fuse.ts";
import type { Operand, StepNamed } from "../plan/steps.ts";
import { KernelText, type StorageId } from "../wgsl/kernelText.ts";
import { type Lanes, literal, typeOf } from "../wgsl/words.ts";
import { declareFinish } from "./finish.ts";
import {
  type Folding,
  type FoldShape,
  foldAcrossThreads,
  foldKernel,
  foldShape,
  storeParts,
} from "./fold.ts";
import { gridOf } from "./grid.ts";
import { forward, gradient, type NormFormulas, pairType } from "./normFormulas.ts";
import type { Dispatch, Workbench } from "./workbench.ts";

type NormOp = Extract<
  Op,
  { name: "batchNorm" | "batchNormGradient" | "instanceNorm" | "instanceNormGradient" }
>;

/** [groups, rows, channels]: a group's rows share statistics. */
interface NormShape {
  readonly groups: number;
  readonly rows: number;
  /** In fours where `lanes` is 4. */
  readonly channels: number;
  readonly lanes: Lanes;
}

export function normalization(group: Group, bench: Workbench): Dispatch[] {
  const norm = shapeOf(group);
  const { label, root } = { label: group.root.op.name, root: group.root };
  const columns = norm.groups * norm.channels;
  const fold = { outputs: columns, depth: norm.rows, along: "outputs" } as const;
  const split = foldShape(fold, bench.target);
  const folding = pairFolding(norm.lanes);
  const parts = bench.scratch(columns * folding.numbers * split.splits);
  const sums = {
    ...fold,
    label: `${label} sums`,
    folding,
    declareElement: (kernel: KernelText) => {
      declareNorm(kernel, root as StepNamed<NormOp["name"]>, norm);
      kernel.declare(`fn element(column: u32, step: u32) -> Pair {
  let first = column / channels * ${norm.rows}u * channels + column % channels;
  return terms(first + step * channels, first, column, column % channels);
}`);
    },
    declareFinish: storeParts(parts, folding.type),
    total: "total",
  };
  return [foldKernel(sums, split, bench.target), applied(group, bench, norm, split, parts)];
}

function shapeOf({ root: { op, inputs } }: Group): NormShape {
  const { shape } = inputs[op.name.endsWith("Gradient") ? 1 : 0] as Operand; // x
  const channels = shape.at(-1) as number; // rank ≥ 2
  const groups = op.name.startsWith("instance") ? (shape[0] as number) : 1;
  const lanes = channels % 4 === 0 ? 4 : 1;
  return { groups, rows: sizeOf(shape) / channels / groups, channels: channels / lanes, lanes };
}

function pairFolding(lanes: Lanes): Folding {
  const type = pairType(lanes);
  return { type, numbers: 2 * lanes, start: `${type}()`, merge: (a, b) => `${a} + ${b}` };
}

/** Constants and `terms`. */
function declareNorm(
  kernel: KernelText,
  { op, inputs, outputs }: StepNamed<NormOp["name"]>,
  { rows, channels, lanes }: NormShape,
): NormFormulas {
  const type = typeOf("float32", lanes);
  const formulas = op.name.endsWith("Gradient") ? gradient : forward;
  const chosen = formulas({
    inputs: inputs.map(({ id }) => kernel.bind(id, type, "read")),
    outputs: outputs.slice(1).map((id) => kernel.bind(id, type, "read_write")),
  });
  kernel.declare(`alias Pair = ${pairType(lanes)};
const channels = ${channels}u;
const count = ${literal(rows)};
const zero = ${literal(0, "float32", lanes)};
const one = ${literal(1, "float32", lanes)};
const epsilon = ${literal(op.epsilon)};
const slope = ${literal(op.slope, "float32", lanes)};
fn terms(at: u32, first: u32, column: u32, channel: u32) -> Pair {
${chosen.terms}
}`);
  return chosen;
}

/** Every element, and the statistics or gradients of each channel. */
function applied(
  group: Group,
  bench: Workbench,
  norm: NormShape,
  { splits }: FoldShape,
  parts: StorageId,
): Dispatch {
  const { groups, rows, channels, lanes } = norm;
  const columns = groups * channels;
  const kernel = new KernelText();
  const folding = pairFolding(lanes);
  const formulas = declareNorm(kernel, group.root as StepNamed<NormOp["name"]>, norm);
  const sums = kernel.bind(parts, folding.type, "read");
  kernel.declare(`fn overGroups(channel: u32) -> Pair {
  var total = Pair();
  for (var at = channel; at < ${splits * columns}u; at += channels) { total = total + ${sums}[at]; }
  return total;
}`);
  declareFinish(kernel, group, bench, lanes);
  const shape = appliedShape(columns, rows, bench.target.isSoftware);
  const blocks = Math.ceil(rows / shape.rows);
  const grid = gridOf(Math.ceil(columns / shape.width) * blocks, bench.target);
  const body = `let workgroup = ${grid.group};
let part = local.x / ${shape.width}u;
let block = workgroup % ${blocks}u;
var column = local.x % ${shape.width}u;
let output = (workgroup / ${blocks}u) * ${shape.width}u + column;
var total = Pair();
if (output < ${columns}u) {
  for (var at = part; at < ${splits}u; at += ${shape.parts}u) {
    total = total + ${sums}[at * ${columns}u + output];
  }
}
${foldAcrossThreads(kernel, folding, shape)}
if (output >= ${columns}u) { return; }
column = output;
let channel = column % channels;
let first = column / channels * ${rows}u * channels + channel;
${formulas.statistics}
if (block == 0u && part == 0u) {
${formulas.once}
}
let end = min((block + 1u) * ${shape.rows}u, ${rows}u);
for (var row = block * ${shape.rows}u + part; row < end; row += ${shape.parts}u) {
  let at = first + row * channels;
  ${formulas.element}
  finish(at, result);
}`;
  return {
    label: group.root.op.name,
    code: kernel.module([shape.width * shape.parts, 1, 1], body),
    bindings: kernel.bindings,
    workgroups: grid.workgroups,
    flop: columns * lanes * rows * 8,
  };
}

/** Columns and threads of a workgroup, and the rows it goes through. */
function appliedShape(columns: number, rows: number, isSoftware: boolean) {
  const width = Math.min(columns, 16);
  const parts = isSoftware ? 4 : 16;
  const rowsEach = isSoftware ? 32 : 8;
  return { width, parts, rows: Math.min(rows, parts * rowsEach) };
}
