/** Element by element. */
import type { BinaryFn, UnaryFn, ValueId } from "../../../graph/program.ts";
import { sizeOf } from "../../../graph/program.ts";
import type { Place } from "../plan.ts";
import { choices, type ElementwiseFn } from "../stepKinds.ts";
import { emitCopy } from "./copies.ts";
import type { Lowering, Rules } from "./lowering.ts";
import { broadcastStrides, merged, sixAxes, stridesOf, type Walk } from "./walks.ts";

export const elementwise: Rules<
  "unary" | "binary" | "leakyRelu" | "leakyReluGradient" | "step" | "clip" | "select"
> = {
  unary: (lowering, { op: { fn }, inputs, outputs }) => {
    const [output] = outputs as [ValueId];
    const [input] = inputs as [ValueId];
    const isConversion = fn === "toFloat" || fn === "toInt";
    const isInt = lowering.dtype(input) === "int32";
    if (isConversion && isInt === (lowering.dtype(output) === "int32")) {
      copyValue(lowering, input, output);
    } else if (isInt && !isConversion) throughFloats(lowering, fn, inputs, output);
    else
      emitFunction(
        lowering,
        fn,
        inputs.map((id) => lowering.operand(id)),
        output,
      );
  },
  binary: (lowering, { op: { fn }, inputs, outputs }) => {
    const [output] = outputs as [ValueId];
    const isInt = inputs.some((id) => lowering.dtype(id) === "int32");
    const forInts = `${fn}Int` as ElementwiseFn;
    if (isInt && !choices.FUNCTION.includes(forInts)) throughFloats(lowering, fn, inputs, output);
    else {
      const operands = inputs.map((id) => lowering.operand(id));
      emitFunction(lowering, isInt ? forInts : fn, operands, output);
    }
  },
  leakyRelu: (lowering, { op: { slope }, inputs, outputs }) =>
    emitNode(lowering, "leakyRelu", inputs, outputs, slope),
  leakyReluGradient: (lowering, { op: { slope }, inputs, outputs }) =>
    emitNode(lowering, "leakyReluGradient", inputs, outputs, slope),
  step: (lowering, { op: { slope }, inputs, outputs }) =>
    emitNode(lowering, "step", inputs, outputs, slope),
  clip: (lowering, { op: { min, max }, inputs, outputs }) =>
    emitNode(lowering, "clip", inputs, outputs, min, max),
  select: (lowering, { inputs, outputs }) => emitNode(lowering, "select", inputs, outputs),
};

interface Operand {
  readonly place: Place;
  readonly shape: readonly number[];
}

function emitNode(
  lowering: Lowering,
  fn: ElementwiseFn,
  inputs: readonly ValueId[],
  outputs: readonly ValueId[],
  p = 0,
  q = 0,
): void {
  const operands = inputs.map((id) => lowering.operand(id));
  emitFunction(lowering, fn, operands, outputs[0] as ValueId, p, q); // one output
}

/** @param output a value, or where the numbers go and their shape */
export function emitFunction(
  lowering: Lowering,
  fn: ElementwiseFn,
  operands: readonly Operand[],
  output: ValueId | Operand,
  p = 0,
  q = 0,
): void {
  const to =
    typeof output === "number"
      ? { place: lowering.place(output), shape: lowering.shape(output) }
      : output;
  const strides = operands.map(({ shape }) => broadcastStrides(shape, to.shape));
  const walk = merged({ shape: to.shape, strides: [...strides, stridesOf(to.shape)] });
  const places = operands.map(({ place }) => place);
  const wide = widened(lowering, walk, places) ?? { walk, places };
  const stepStrides = (at: number) => sixAxes(wide.walk.strides.slice(0, -1)[at] ?? [], 0);
  lowering.plan.emit(
    "elementwise",
    {
      output: to.place,
      a: wide.places[0] ?? null,
      b: wide.places[1] ?? null,
      c: wide.places[2] ?? null,
      function: choices.FUNCTION.indexOf(fn),
      p,
      q,
      shape: sixAxes(wide.walk.shape, 1),
      aStrides: stepStrides(0),
      bStrides: stepStrides(1),
      cStrides: stepStrides(2),
    },
    sizeOf(to.shape) * nsEach(fn),
  );
}

/** Floats that a repeated row is written out to: enough for the loop over a row to pay. */
const wideRow = 512;

/**
 * An operand that repeats over short rows (a number per channel) is written out a few times, so that
 * rows become long: [R, C] with strides [0, 1] is walked as [R / n, n · C]. Null where that does not fit.
 */
function widened(
  lowering: Lowering,
  { shape, strides }: Walk,
  places: readonly Place[],
): { readonly walk: Walk; readonly places: readonly Place[] } | null {
  const [rows, row] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const repeats = divisorUpTo(rows, Math.floor(wideRow / row));
  const along = strides.map((stride) => [stride.at(-2), stride.at(-1)] as const);
  const isRepeated = along.map(([outer, inner]) => outer === 0 && inner === 1);
  const goesAlong = along.map(([outer, inner]) => outer === (inner ?? 0) * row);
  const fits = along.every((_, at) => isRepeated[at] || goesAlong[at]);
  if (repeats < 2 || !fits || !isRepeated.includes(true)) return null;
  const outerShape = shape.slice(0, -2);
  const wide = { shape: [...outerShape, rows / repeats, repeats * row], strides: [] as number[][] };
  const newPlaces = places.map((place, at) => {
    const own = strides[at] as readonly number[]; // one an operand
    if (!isRepeated[at]) return place;
    const key = `written out [${outerShape}] by [${own}] ${repeats} × ${row}`;
    return lowering.plan.shared(key, place, () =>
      writtenOut(lowering, place, [...outerShape, repeats, row], own),
    );
  });
  strides.forEach((own, at) => {
    const outer = isRepeated[at]
      ? own.slice(0, -2).map((stride) => (stride / row) * repeats * row)
      : own.slice(0, -2);
    const inner = own.at(-1) as number; // rank ≥ 2
    wide.strides.push([...outer, isRepeated[at] ? 0 : inner * repeats * row, inner]);
  });
  return { walk: wide, places: newPlaces };
}

function writtenOut(
  lowering: Lowering,
  place: Place,
  shape: readonly number[],
  strides: readonly number[],
): Place {
  const outer = strides.slice(0, -2);
  const kept = shape.map((side, axis) => (outer[axis] === 0 ? 1 : side));
  const to = lowering.plan.temporary(sizeOf(kept));
  emitCopy(
    lowering.plan,
    kept,
    { place, strides: strides.map((stride, axis) => (kept[axis] === 1 ? 0 : stride)) },
    { place: to, strides: stridesOf(kept) },
  );
  return to;
}

/** The largest divisor of `total` that is not above `most`, at least 1. */
function divisorUpTo(total: number, most: number): number {
  for (let divisor = Math.min(most, total); divisor > 1; divisor--) {
    if (total % divisor === 0) return divisor;
  }
  return 1;
}

/** int32 operands where the function has no kernel of its own for them: exact up to 2²⁴. */
function throughFloats(
  lowering: Lowering,
  fn: UnaryFn | BinaryFn,
  inputs: readonly ValueId[],
  output: ValueId,
): void {
  const floats = inputs.map((id) => {
    const operand = lowering.operand(id);
    if (lowering.dtype(id) === "float32") return operand;
    const place = lowering.plan.temporary(sizeOf(operand.shape));
    emitFunction(lowering, "toFloat", [operand], { place, shape: operand.shape });
    return { place, shape: operand.shape };
  });
  if (lowering.dtype(output) === "float32") {
    emitFunction(lowering, fn, floats, output);
    return;
  }
  const shape = lowering.shape(output);
  const between = { place: lowering.plan.temporary(sizeOf(shape)), shape };
  emitFunction(lowering, fn, floats, between);
  emitFunction(lowering, "toInt", [between], output);
}

export function copyValue(lowering: Lowering, from: ValueId, to: ValueId): void {
  const { place, shape } = lowering.operand(from);
  const target = lowering.shape(to);
  const isSame = sizeOf(shape) === sizeOf(target);
  emitCopy(
    lowering.plan,
    target,
    { place, strides: isSame ? stridesOf(target) : broadcastStrides(shape, target) },
    { place: lowering.place(to), strides: stridesOf(target) },
  );
}

const slow: readonly ElementwiseFn[] = [
  "cos",
  "exp",
  "log",
  "power",
  "sigmoid",
  "sin",
  "softplus",
  "tanh",
];

function nsEach(fn: ElementwiseFn): number {
  return slow.includes(fn) ? 1.5 : 0.25;
}
