/** Shapes, pieces and copies: the numbers stay what they are. */
import * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../../graph/program.ts";
import { type Lowering, type Lowerings, operand } from "../lowering.ts";
import { type Operand, type Recorder, Unrecordable } from "../recorder.ts";

const identity: Lowering = ({ recorder, inputs }) => {
  const x = operand(inputs, "x");
  return recorder.reshape(x, x.shape);
};

const reshape: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  const shape = tf.util.inferFromImplicitShape(attrs.shape as number[], sizeOf(x.shape));
  return recorder.reshape(x, shape);
};

const expandDims: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "input");
  const dim = attrs.dim as number;
  return recorder.reshape(x, x.shape.toSpliced(dim < 0 ? x.shape.length + 1 + dim : dim, 0, 1));
};

const transpose: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  const permutation = attrs.perm as number[];
  const shape = permutation.map((axis) => x.shape[axis] as number); // a permutation of the axes
  return recorder.node({ name: "transpose", permutation }, [x], shape, x.dtype);
};

const concat: Lowering = ({ recorder, inputs, attrs }) => {
  const parts = Object.values(inputs);
  const axis = tf.util.parseAxisParam(attrs.axis as number, [
    ...(parts[0]?.shape ?? []),
  ])[0] as number; // one axis in, one out
  return joined(recorder, parts, axis);
};

/** Parts of a new axis. */
const pack: Lowering = ({ recorder, inputs, attrs }) => {
  const parts = Object.values(inputs);
  const rank = (parts[0]?.shape.length ?? 0) + 1;
  const axis = ((attrs.axis as number) + rank) % rank;
  const raised = parts.map((part) => recorder.reshape(part, part.shape.toSpliced(axis, 0, 1)));
  return joined(recorder, raised, axis);
};

function joined(recorder: Recorder, parts: readonly Operand[], axis: number): Operand {
  const [first] = parts;
  if (!first) throw new Unrecordable("A concatenation of nothing");
  const length = parts.reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
  const shape = first.shape.with(axis, length);
  return recorder.node({ name: "concat", axis }, parts, shape, first.dtype);
}

const slice: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  const begin = attrs.begin as number[];
  const size = (attrs.size as number[]).map((side, axis) =>
    side < 0 ? (x.shape[axis] as number) - (begin[axis] as number) : side,
  );
  return recorder.node({ name: "slice", begin }, [x], size, x.dtype);
};

const split: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  const [axis] = tf.util.parseAxisParam(attrs.axis as number, [...x.shape]) as [number];
  const sizes = tf.backend_util.prepareSplitSize(
    { shape: [...x.shape] } as tf.Tensor, // it reads the shape alone
    attrs.numOrSizeSplits as number | number[],
    axis,
  );
  let start = 0;
  return sizes.map((length) => {
    const begin = x.shape.map((_, at) => (at === axis ? start : 0));
    start += length;
    return recorder.node({ name: "slice", begin }, [x], x.shape.with(axis, length), x.dtype);
  });
};

const pad: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  const paddings = attrs.paddings as [number, number][];
  const shape = x.shape.map((side, axis) => {
    const [before, after] = paddings[axis] ?? [0, 0];
    return before + side + after;
  });
  const op = {
    name: "pad",
    before: paddings.map(([before]) => before),
    value: attrs.constantValue as number,
  } as const;
  return recorder.node(op, [x], shape, x.dtype);
};

/** Whole repeats; each repeated axis becomes two, of which the first is broadcast. */
const tile: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  const reps = attrs.reps as number[];
  const raised = recorder.reshape(
    x,
    x.shape.flatMap((side) => [1, side]),
  );
  const repeated = x.shape.flatMap((side, axis) => [reps[axis] as number, side]);
  const copies = recorder.node({ name: "broadcast" }, [raised], repeated, x.dtype);
  return recorder.reshape(
    copies,
    x.shape.map((side, axis) => side * (reps[axis] as number)),
  );
};

const broadcastTo: Lowering = ({ recorder, inputs, attrs }) => {
  const x = operand(inputs, "x");
  return recorder.node({ name: "broadcast" }, [x], attrs.shape as number[], x.dtype);
};

const gather: Lowering = ({ recorder, inputs, attrs }) => {
  const [x, indices] = [operand(inputs, "x"), operand(inputs, "indices")];
  if (attrs.axis !== 0 || attrs.batchDims) throw new Unrecordable("A gather along another axis");
  const shape = [...indices.shape, ...x.shape.slice(1)];
  return recorder.node({ name: "gather" }, [x, indices], shape, x.dtype);
};

const oneHot: Lowering = ({ recorder, inputs, attrs }) => {
  const indices = operand(inputs, "indices");
  const { depth, onValue, offValue, dtype } = attrs as Record<string, unknown>;
  if (onValue !== 1 || offValue !== 0) throw new Unrecordable("One-hot with values of its own");
  const hot = recorder.node({ name: "oneHot" }, [indices], [...indices.shape, depth as number]);
  if (dtype !== "int32") return hot;
  return recorder.node({ name: "unary", fn: "toInt" }, [hot], hot.shape, "int32");
};

const fill: Lowering = ({ recorder, attrs }) => {
  const { shape, value, dtype } = attrs as { shape: number[]; value: number; dtype?: string };
  return recorder.filled(value, shape, dtype === "int32" ? "int32" : "float32");
};

const like =
  (number: number): Lowering =>
  ({ recorder, inputs }) => {
    const x = operand(inputs, "x");
    return recorder.filled(number, x.shape, x.dtype === "int32" ? "int32" : "float32");
  };

export const layout: Lowerings = {
  BroadcastTo: broadcastTo,
  Concat: concat,
  ExpandDims: expandDims,
  Fill: fill,
  GatherV2: gather,
  Identity: identity,
  OneHot: oneHot,
  OnesLike: like(1),
  Pack: pack,
  PadV2: pad,
  Reshape: reshape,
  Slice: slice,
  SplitV: split,
  Tile: tile,
  Transpose: transpose,
  ZerosLike: like(0),
};
