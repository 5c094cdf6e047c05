/**
 * Batch and instance normalisation and their gradients, two dispatches each: two sums of every channel
 * (in parts where rows are many), then every element, whose workgroup folds the parts anew.
 */
import { type Op, sizeOf } from "../../../graph/program.ts";
import type { Group } from "../plan/fuse.ts";
import type { Operand, StepNamed } from "../plan/steps.ts";
import { KernelText, type StorageId } from "../wgsl/kernelText.ts";
import { declareIsNan } from "../wgsl/notNumbers.ts";
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
import { forward, gradient, type Input, type NormFormulas, pairType } from "./normFormulas.ts";
import type { Dispatch, Target, Workbench } from "./workbench.ts";

type NormOp = Extract<
  Op,
  { name: "batchNorm" | "batchNormGradient" | "instanceNorm" | "instanceNormGradient" }
>;

type NormStep = StepNamed<NormOp["name"]>;

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
  const root = group.root as NormStep;
  const columns = norm.groups * norm.channels;
  const fold = { outputs: columns, depth: norm.rows, along: "outputs" } as const;
  const split = foldShape(fold, bench.target, true);
  const folding = pairFolding(norm.lanes);
  const parts = bench.scratch(columns * folding.numbers * split.splits);
  const sums = {
    ...fold,
    label: `${root.op.name} sums`,
    folding,
    declareElement: (kernel: KernelText) => {
      declareConstants(kernel, root, norm);
      kernel.declare(`fn terms(at: u32, first: u32, column: u32, channel: u32) -> Pair {
${formulasOf(root.op).terms(inputOf(kernel, root, norm))}
}
fn element(column: u32, step: u32) -> Pair {
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

const formulasOf = (op: NormOp): NormFormulas =>
  op.name.endsWith("Gradient") ? gradient : forward;

/** Names of the operation's inputs, which are bound where they are asked for. */
function inputOf(kernel: KernelText, { inputs }: NormStep, { lanes }: NormShape): Input {
  return (at) => kernel.bind((inputs[at] as Operand).id, typeOf("float32", lanes), "read"); // all there
}

function declareConstants(kernel: KernelText, { op }: NormStep, norm: NormShape): void {
  const { rows, channels, lanes } = norm;
  kernel.declare(`alias Pair = ${pairType(lanes)};
const channels = ${channels}u;
const count = ${literal(rows)};
const zero = ${literal(0, "float32", lanes)};
const one = ${literal(1, "float32", lanes)};
const epsilon = ${literal(op.epsilon)};
const slope = ${literal(op.slope, "float32", lanes)};`);
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
  const root = group.root as NormStep;
  const kernel = new KernelText();
  declareConstants(kernel, root, norm);
  const sums = kernel.bind(parts, pairType(lanes), "read");
  kernel.declare(`fn overGroups(channel: u32) -> Pair {
  var total = Pair();
  for (var at = channel; at < ${splits * columns}u; at += channels) { total = total + ${sums}[at]; }
  return total;
}`);
  for (const output of [0, 1, 2]) declareFinish(kernel, group, bench, lanes, { output });
  const shape = appliedShape(columns, rows, bench.target);
  const blocks = Math.ceil(rows / shape.rows);
  const grid = gridOf(Math.ceil(columns / shape.width) * blocks, bench.target);
  const body = `let workgroup = ${grid.group};
let part = local.x / ${shape.width}u;
let block = workgroup % ${blocks}u;
var column = local.x % ${shape.width}u;
let output = (workgroup / ${blocks}u) * ${shape.width}u + column;
${totalOf(kernel, norm, shape, sums, splits)}
if (output >= ${columns}u) { return; }
column = output;
${elements(root, norm, shape, inputOf(kernel, root, norm), declareIsNan(kernel, lanes))}`;
  return {
    label: root.op.name,
    code: kernel.module([shape.width * shape.parts, 1, 1], body),
    bindings: kernel.bindings,
    workgroups: grid.workgroups,
    flop: columns * lanes * rows * 8,
  };
}

/** Statements that give `total`, the sums of the column `output`. */
function totalOf(
  kernel: KernelText,
  { groups, channels, lanes }: NormShape,
  shape: AppliedShape,
  sums: string,
  splits: number,
): string {
  const columns = groups * channels;
  const [start, stride] = shape.sharesTotal ? ["part", shape.parts] : ["0u", 1];
  return `var total = Pair();
for (var split = ${start}; split < ${splits}u; split += ${stride}u) {
  total = total + ${sums}[split * ${columns}u + min(output, ${columns - 1}u)];
}
${shape.sharesTotal ? foldAcrossThreads(kernel, pairFolding(lanes), shape) : ""}`;
}

/** Statements for the elements of `block` in the column, and for what is done once a column. */
function elements(
  { op }: NormStep,
  { rows }: NormShape,
  shape: AppliedShape,
  input: Input,
  isNan: string,
): string {
  const formulas = formulasOf(op);
  return `let channel = column % channels;
let first = column / channels * ${rows}u * channels + channel;
${formulas.statistics(input, isNan)}
if ((block == 0u) & (part == 0u)) {
${formulas.once}
}
let end = min((block + 1u) * ${shape.rows}u, ${rows}u);
for (var row = block * ${shape.rows}u + part; row < end; row += ${shape.parts}u) {
  let at = first + row * channels;
  ${formulas.element(input, isNan)}
  finish(at, result);
}`;
}

interface AppliedShape {
  /** Columns of a workgroup, and threads of a column. */
  readonly width: number;
  readonly parts: number;
  /** That a workgroup goes through. */
  readonly rows: number;
  /** Whether a column's threads fold its parts together, or each does on its own. */
  readonly sharesTotal: boolean;
}

function appliedShape(columns: number, rows: number, { isSoftware }: Target): AppliedShape {
  const width = Math.min(columns, 16);
  const parts = isSoftware ? Math.ceil(16 / width) : 16;
  const most = parts * (isSoftware ? 32 : 8);
  return { width, parts, rows: Math.min(rows, most), sharesTotal: !isSoftware };
}
