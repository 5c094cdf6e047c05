/** Moving numbers without changing them. */
import type { ValueId } from "../../../graph/program.ts";
import { ahead } from "../plan.ts";
import { emitCopy } from "./copies.ts";
import { copyValue } from "./elementwise.ts";
import type { Lowering, Rules } from "./lowering.ts";
import { broadcastStrides, stridesOf } from "./walks.ts";

export const layout: Rules<
  "reshape" | "broadcast" | "transpose" | "concat" | "slice" | "pad" | "gather" | "oneHot"
> = {
  reshape: (lowering, { inputs, outputs }) =>
    show(lowering, inputs[0] as ValueId, outputs[0] as ValueId), // one to one

  broadcast: (lowering, { inputs, outputs }) => {
    const [[from], [to]] = [inputs as [ValueId], outputs as [ValueId]];
    const { place, shape } = lowering.operand(from);
    const target = lowering.shape(to);
    emitCopy(
      lowering.plan,
      target,
      { place, strides: broadcastStrides(shape, target) },
      { place: lowering.place(to), strides: stridesOf(target) },
    );
  },

  transpose: (lowering, { op: { permutation }, inputs, outputs }) => {
    const [[from], [to]] = [inputs as [ValueId], outputs as [ValueId]];
    const strides = stridesOf(lowering.shape(from));
    const target = lowering.shape(to);
    emitCopy(
      lowering.plan,
      target,
      { place: lowering.place(from), strides: permutation.map((axis) => strides[axis] as number) },
      { place: lowering.place(to), strides: stridesOf(target) },
    );
  },

  concat: (lowering, { op: { axis }, inputs, outputs }) => {
    const [to] = outputs as [ValueId];
    const strides = stridesOf(lowering.shape(to));
    let start = 0;
    for (const from of inputs) {
      const shape = lowering.shape(from);
      const target = ahead(lowering.place(to), start * (strides[axis] as number));
      emitCopy(
        lowering.plan,
        shape,
        { place: lowering.place(from), strides: stridesOf(shape) },
        { place: target, strides },
      );
      start += shape[axis] as number;
    }
  },

  slice: (lowering, { op: { begin }, inputs, outputs }) => {
    const [[from], [to]] = [inputs as [ValueId], outputs as [ValueId]];
    const strides = stridesOf(lowering.shape(from));
    const target = lowering.shape(to);
    emitCopy(
      lowering.plan,
      target,
      { place: ahead(lowering.place(from), dot(begin, strides)), strides },
      { place: lowering.place(to), strides: stridesOf(target) },
    );
  },

  pad: (lowering, { op: { before, value }, inputs, outputs }) => {
    const [[from], [to]] = [inputs as [ValueId], outputs as [ValueId]];
    const shape = lowering.shape(from);
    const strides = stridesOf(lowering.shape(to));
    const count = lowering.size(to);
    const bits = lowering.dtype(to) === "int32" ? value : bitsOf(value);
    lowering.plan.emit("fill", { to: lowering.place(to), count, bits }, count * 0.1);
    emitCopy(
      lowering.plan,
      shape,
      { place: lowering.place(from), strides: stridesOf(shape) },
      { place: ahead(lowering.place(to), dot(before, strides)), strides },
    );
  },

  gather: (lowering, { inputs, outputs }) => {
    const [[from, indices], [to]] = [inputs as [ValueId, ValueId], outputs as [ValueId]];
    const rows = lowering.shape(from)[0] ?? 1;
    const width = lowering.size(from) / rows;
    lowering.plan.emit(
      "gather",
      {
        from: lowering.place(from),
        indices: lowering.place(indices),
        to: lowering.place(to),
        count: lowering.size(indices),
        rows,
        width,
      },
      lowering.size(to) * 0.3,
    );
  },

  oneHot: (lowering, { inputs, outputs }) => {
    const [[indices], [to]] = [inputs as [ValueId], outputs as [ValueId]];
    const count = lowering.size(indices);
    const depth = lowering.size(to) / count;
    lowering.plan.emit(
      "oneHot",
      { indices: lowering.place(indices), to: lowering.place(to), count, depth },
      lowering.size(to) * 0.3,
    );
  },
};

/**
 * The output is the input's memory. A state that is written to later would change under it, so that
 * its numbers are copied.
 */
export function show(lowering: Lowering, from: ValueId, to: ValueId): void {
  if (lowering.program.values[from]?.origin.kind === "state") copyValue(lowering, from, to);
  else lowering.alias(to, lowering.place(from));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

function bitsOf(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0] as number; // one number
}
