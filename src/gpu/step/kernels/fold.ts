/**
 * Many elements to few: each output is the sum (or the largest, or the least) of a number of elements.
 * Threads of a workgroup share an output's elements; where outputs are few and elements many, they are
 * split before, and each share leaves a part.
 */
import type { DType } from "../../../graph/program.ts";
import { KernelText, type StorageId } from "../wgsl/kernelText.ts";
import { declareExtreme, extremeName } from "../wgsl/notNumbers.ts";
import { type Lanes, literal, typeOf } from "../wgsl/words.ts";
import { gridOf } from "./grid.ts";
import type { Dispatch, Target, Workbench } from "./workbench.ts";

/** What is folded, and how two become one. */
export interface Folding {
  /** WGSL type of the elements… */
  readonly type: string;
  /** …and how many numbers it holds. */
  readonly numbers: number;
  readonly start: string;
  readonly merge: (a: string, b: string) => string;
  /** Declares what `merge` calls; missing where that is nothing. */
  readonly declare?: (kernel: KernelText) => void;
}

export interface Fold {
  readonly label: string;
  readonly folding: Folding;
  /** Groups of four where the lanes lie along the outputs. */
  readonly outputs: number;
  /** Elements of each output; groups of four where the lanes lie along the depth. */
  readonly depth: number;
  /** Along which neighbours in memory lie. */
  readonly along: "depth" | "outputs";
  /** Declares `element(output, step)`, the element number `step` of an output. */
  readonly declareElement: (kernel: KernelText) => void;
  /** Declares `finish(output, total)`. */
  readonly declareFinish: (kernel: KernelText) => void;
  /** What `finish` is given, made of `total`. */
  readonly total: string;
}

export interface FoldShape {
  /** Into how many shares the elements of an output are split, each with a result of its own. */
  readonly splits: number;
  /** Shares of a workgroup. */
  readonly width: number;
  /** Threads of a share, a power of two. */
  readonly parts: number;
}

export type FoldFn = "max" | "min" | "sum";

/** An extreme of floats is NaN where one of them is. */
export function foldingOf(fn: FoldFn, dtype: DType, lanes: Lanes): Folding {
  const most = dtype === "int32" ? 2 ** 31 - 1 : Number.POSITIVE_INFINITY;
  const start = { sum: 0, max: -most, min: most }[fn];
  const folding = {
    type: typeOf(dtype, lanes),
    numbers: lanes,
    start: literal(start, dtype, lanes),
  };
  if (fn === "sum") return { ...folding, merge: (a, b) => `${a} + ${b}` };
  const called = (name: string) => (a: string, b: string) => `${name}(${a}, ${b})`;
  if (dtype === "int32") return { ...folding, merge: called(fn) };
  const declare = (kernel: KernelText) => void declareExtreme(kernel, fn, lanes);
  return { ...folding, merge: called(extremeName(fn, lanes)), declare };
}

/** One dispatch, or two where parts are left. */
export function fold(task: Fold, partFolding: Folding, bench: Workbench): Dispatch[] {
  const shape = foldShape(task, bench.target);
  if (shape.splits === 1) return [foldKernel(task, shape, bench.target)];
  const parts = bench.scratch(task.outputs * partFolding.numbers * shape.splits);
  const second = partsFold(task, partFolding, parts, shape.splits);
  const first = { ...task, declareFinish: storeParts(parts, partFolding.type) };
  return [
    foldKernel(first, shape, bench.target),
    foldKernel(second, { ...foldShape(second, bench.target), splits: 1 }, bench.target),
  ];
}

/** Declares a `finish` that leaves parts: [splits, outputs]. */
export function storeParts(parts: StorageId, type: string): (kernel: KernelText) => void {
  return (kernel) => {
    const name = kernel.bind(parts, type, "read_write");
    kernel.declare(`fn finish(index: u32, total: ${type}) { ${name}[index] = total; }`);
  };
}

interface PartsTask {
  readonly label: string;
  readonly splits: number;
  /** In groups of lanes. */
  readonly outputs: number;
  readonly lanes: Lanes;
  readonly finish: (kernel: KernelText) => void;
}

/** For a product whose sums are split: where to leave the parts, and the dispatch that adds them up. */
export function addedParts({ label, splits, outputs, lanes, finish }: PartsTask, bench: Workbench) {
  const folding = foldingOf("sum", "float32", lanes);
  const parts = bench.scratch(outputs * lanes * splits);
  const sum = partsFold({ label, outputs, declareFinish: finish }, folding, parts, splits);
  return {
    store: storeParts(parts, folding.type),
    dispatch: foldKernel(sum, { width: 64, parts: 1, splits: 1 }, bench.target),
  };
}

/** The fold of parts [splits, outputs]. */
function partsFold(
  { label, outputs, declareFinish }: Pick<Fold, "declareFinish" | "label" | "outputs">,
  folding: Folding,
  parts: StorageId,
  splits: number,
): Fold {
  const declareElement = (kernel: KernelText) => {
    const name = kernel.bind(parts, folding.type, "read");
    kernel.declare(`fn element(output: u32, step: u32) -> ${folding.type} {
  return ${name}[step * ${outputs}u + output];
}`);
  };
  return {
    label: `${label} of parts`,
    folding,
    outputs,
    depth: splits,
    along: "outputs",
    declareElement,
    declareFinish,
    total: "total",
  };
}

/** @param areSplitsFree whether parts are wanted anyway, so that splitting costs no second dispatch */
export function foldShape(
  { outputs, depth, along }: Pick<Fold, "along" | "depth" | "outputs">,
  { isSoftware }: Target,
  areSplitsFree = false,
): FoldShape {
  if (isSoftware) {
    const splits = depth > 1024 || areSplitsFree ? Math.ceil(depth / 128) : 1;
    return { width: 16, parts: 1, splits: Math.min(splits, mostSplits) };
  }
  const shared = Math.min(outputs, along === "outputs" ? 16 : 4);
  const parts = powerBelow(Math.min(256 / shared, depth / 4));
  const width = parts === 1 ? 64 : shared;
  const wanted = Math.ceil(128 / Math.ceil(outputs / width));
  const longest = Math.floor(depth / parts / 16);
  return { width, parts, splits: Math.max(1, Math.min(wanted, longest, mostSplits)) };
}

/** Whoever folds the parts goes through all of them. */
const mostSplits = 32;

const powerBelow = (limit: number): number => 2 ** Math.floor(Math.log2(Math.max(1, limit)));

export function foldKernel(task: Fold, shape: FoldShape, target: Target): Dispatch {
  const { folding, outputs, depth, along } = task;
  const { width, parts, splits } = shape;
  const kernel = new KernelText();
  folding.declare?.(kernel);
  task.declareElement(kernel);
  task.declareFinish(kernel);
  const shares = outputs * splits;
  const grid = gridOf(Math.ceil(shares / width), target);
  const chunk = Math.ceil(depth / splits);
  const [across, down] = along === "outputs" ? [width, "/"] : [parts, "%"];
  const column = along === "outputs" ? `local.x % ${width}u` : `local.x / ${parts}u`;
  const body = `let column = ${column};
let part = local.x ${down} ${across}u;
let share = ${grid.group} * ${width}u + column;
let output = share % ${outputs}u;
let first = share / ${outputs}u * ${chunk}u;
let end = select(min(first + ${chunk}u, ${depth}u), 0u, share >= ${shares}u);
var total = ${folding.start};
for (var step = first + part; step < end; step += ${parts}u) {
  total = ${folding.merge("total", "element(output, step)")};
}
${foldAcrossThreads(kernel, folding, shape)}
if ((part == 0u) & (share < ${shares}u)) { finish(share, ${task.total}); }`;
  return {
    label: task.label,
    code: kernel.module([width * parts, 1, 1], body),
    bindings: kernel.bindings,
    workgroups: grid.workgroups,
    flop: outputs * depth * folding.numbers,
  };
}

/** Statements that fold the `total` of the threads that share a `column`, by halves; all get it. */
export function foldAcrossThreads(
  kernel: KernelText,
  { type, merge }: Folding,
  { width, parts }: Pick<FoldShape, "width" | "parts">,
): string {
  if (parts === 1) return "";
  kernel.declare(`var<workgroup> totals: array<${type}, ${width * parts}>;`);
  return `let slot = part * ${width}u + column;
totals[slot] = total;
for (var half = ${parts / 2}u; half > 0u; half /= 2u) {
  workgroupBarrier();
  if (part < half) { totals[slot] = ${merge("totals[slot]", `totals[slot + half * ${width}u]`)}; }
}
workgroupBarrier();
total = totals[column];`;
}
