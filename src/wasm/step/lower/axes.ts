/** Over axes: sums, extremes, softmax. */
import { sizeOf, type ValueId } from "../../../graph/program.ts";
import type { Place } from "../plan.ts";
import { choices } from "../stepKinds.ts";
import { emitCopy } from "./copies.ts";
import { emitFunction } from "./elementwise.ts";
import type { Lowering, NodeOf, Rules } from "./lowering.ts";
import { stridesOf } from "./walks.ts";

export const axes: Rules<"reduce" | "argMax" | "softmax" | "logSoftmax"> = {
  reduce,
  argMax: (lowering, { inputs, outputs }) => {
    const [[from], [to]] = [inputs as [ValueId], outputs as [ValueId]];
    const fields = {
      from: lowering.place(from),
      to: lowering.place(to),
      ...rowsOf(lowering, from),
    };
    lowering.plan.emit("argMax", fields, lowering.size(from));
  },
  softmax: (lowering, node) => emitSoftmax(lowering, node, 0),
  logSoftmax: (lowering, node) => emitSoftmax(lowering, node, 1),
};

function emitSoftmax(
  lowering: Lowering,
  { inputs, outputs }: NodeOf<"softmax" | "logSoftmax">,
  isLog: number,
): void {
  const [[from], [to]] = [inputs as [ValueId], outputs as [ValueId]];
  const places = { from: lowering.place(from), to: lowering.place(to) };
  const fields = { ...places, ...rowsOf(lowering, from), isLog };
  lowering.plan.emit("softmax", fields, lowering.size(from) * 3);
}

function rowsOf(lowering: Lowering, id: ValueId): { rows: number; width: number } {
  const width = lowering.shape(id).at(-1) ?? 1;
  return { rows: lowering.size(id) / width, width };
}

/** A value seen as three axes, of which the middle one is reduced. */
interface Block {
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
}

function reduce(lowering: Lowering, { op, inputs, outputs }: NodeOf<"reduce">): void {
  const [[from], [to]] = [inputs as [ValueId], outputs as [ValueId]];
  const { place, block } = asBlock(lowering, op.axes, from);
  const scale = op.fn === "mean" ? 1 / block.count : 1;
  const fn = op.fn === "mean" ? "sum" : op.fn;
  if (lowering.dtype(from) === "float32") {
    emitReduce(lowering, fn, place, lowering.place(to), block, scale);
    return;
  }
  const [floats, result] = [from, to].map((id) => lowering.plan.temporary(lowering.size(id))) as [
    Place,
    Place,
  ];
  const shape = [lowering.size(from)];
  emitFunction(lowering, "toFloat", [{ place, shape }], { place: floats, shape });
  const isInt = lowering.dtype(to) === "int32";
  emitReduce(lowering, fn, floats, isInt ? result : lowering.place(to), block, scale);
  if (isInt) emitFunction(lowering, "toInt", [{ place: result, shape: lowering.shape(to) }], to);
}

/** Axes apart from each other are brought to the front first. */
function asBlock(
  lowering: Lowering,
  reduced: readonly number[],
  from: ValueId,
): { readonly place: Place; readonly block: Block } {
  const shape = lowering.shape(from);
  const place = lowering.place(from);
  const isReduced = (axis: number) => reduced.includes(axis) && shape[axis] !== 1;
  const all = shape.map((_, axis) => axis);
  const first = all.findIndex(isReduced);
  if (first < 0) return { place, block: { outer: sizeOf(shape), count: 1, inner: 1 } };
  const last = all.findLastIndex(isReduced);
  const between = all.slice(first, last + 1);
  if (between.every((axis) => isReduced(axis) || shape[axis] === 1)) {
    const count = sizeOf(shape.slice(first, last + 1));
    const outer = sizeOf(shape.slice(0, first));
    return { place, block: { outer, count, inner: sizeOf(shape) / outer / count } };
  }
  const order = [...all.filter(isReduced), ...all.filter((axis) => !isReduced(axis))];
  const turned = order.map((axis) => shape[axis] as number);
  const strides = stridesOf(shape);
  const key = `turned [${shape}] by [${order}]`;
  const moved = lowering.plan.shared(key, place, () => {
    const to = lowering.plan.temporary(sizeOf(shape));
    const fromStrides = order.map((axis) => strides[axis] as number);
    emitCopy(
      lowering.plan,
      turned,
      { place, strides: fromStrides },
      { place: to, strides: stridesOf(turned) },
    );
    return to;
  });
  const count = sizeOf(all.filter(isReduced).map((axis) => shape[axis] as number));
  return { place: moved, block: { outer: 1, count, inner: sizeOf(shape) / count } };
}

type ReduceFn = (typeof choices.REDUCE)[number];

/** Terms from which a reduction to few numbers goes through parts, which threads can share. */
const manyTerms = 8192;
const parts = 16;

function emitReduce(
  lowering: Lowering,
  fn: ReduceFn,
  from: Place,
  to: Place,
  { outer, count, inner }: Block,
  scale: number,
): void {
  const split = splitOf(outer, count, inner);
  if (split > 1) {
    const between = lowering.plan.temporary(outer * split * inner);
    const halves = { outer: outer * split, count: count / split, inner };
    emitReduceStep(lowering, fn, from, between, halves, 1);
    emitReduceStep(lowering, fn, between, to, { outer, count: split, inner }, scale);
  } else emitReduceStep(lowering, fn, from, to, { outer, count, inner }, scale);
}

function splitOf(outer: number, count: number, inner: number): number {
  if (outer > parts || outer * count * inner < manyTerms) return 1;
  return [parts, parts / 2, parts / 4, 2].find((split) => count % split === 0) ?? 1;
}

function emitReduceStep(
  lowering: Lowering,
  fn: ReduceFn,
  from: Place,
  to: Place,
  block: Block,
  scale: number,
): void {
  const fields = { from, to, ...block, function: choices.REDUCE.indexOf(fn), scale };
  lowering.plan.emit("reduce", fields, block.outer * block.count * block.inner * 0.15);
}
