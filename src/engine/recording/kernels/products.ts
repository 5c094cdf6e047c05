/** Matrix products and convolutions, with the bias and activation that tfjs may fuse into them. */
import * as tf from "@tensorflow/tfjs";
import type { Window } from "../../../graph/program.ts";
import { type Lowering, type LoweringArgs, type Lowerings, operand } from "../lowering.ts";
import { type Operand, type Recorder, Unrecordable } from "../recorder.ts";
import { addBinary } from "./elementwise.ts";

type Shape4D = [number, number, number, number];
type ConvInfo = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

const matMul: Lowering = ({ recorder, inputs, attrs }) => {
  const [a, b] = [operand(inputs, "a"), operand(inputs, "b")];
  const [transposeA, transposeB] = [Boolean(attrs.transposeA), Boolean(attrs.transposeB)];
  const rows = a.shape.at(transposeA ? -1 : -2) as number; // rank ≥ 2, checked by tfjs
  const columns = b.shape.at(transposeB ? -2 : -1) as number;
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(
    [...a.shape.slice(0, -2)],
    [...b.shape.slice(0, -2)],
  );
  return recorder.node(
    { name: "matMul", transposeA, transposeB },
    [a, b],
    [...batch, rows, columns],
  );
};

const conv: Lowering = ({ recorder, inputs, attrs }) => {
  const [x, filter] = [operand(inputs, "x"), operand(inputs, "filter")];
  const info = convInfo(x.shape, filter.shape, attrs);
  return recorder.node({ name: "conv", ...windowOf(info) }, [x, filter], info.outShape);
};

const convInputGradient: Lowering = ({ recorder, inputs, attrs }) => {
  const [dy, filter] = [operand(inputs, "dy"), operand(inputs, "filter")];
  const info = convInfo(attrs.inputShape as Shape4D, filter.shape, attrs);
  const op = { name: "convInputGradient", ...windowOf(info) } as const;
  return recorder.node(op, [dy, filter], info.inShape);
};

const convFilterGradient: Lowering = ({ recorder, inputs, attrs }) => {
  const [x, dy] = [operand(inputs, "x"), operand(inputs, "dy")];
  const info = convInfo(x.shape, attrs.filterShape as Shape4D, attrs);
  const op = { name: "convFilterGradient", ...windowOf(info) } as const;
  return recorder.node(op, [x, dy], info.filterShape);
};

/** The product, then what tfjs would have fused into it. */
const fused =
  (product: Lowering): Lowering =>
  (args) => {
    const value = product(args) as Operand; // products have one output
    return activated(args, withBias(args, value));
  };

function withBias({ recorder, inputs }: LoweringArgs, value: Operand): Operand {
  return inputs.bias ? addBinary(recorder, "add", value, inputs.bias) : value;
}

function activated({ recorder, attrs }: LoweringArgs, value: Operand): Operand {
  const { activation, leakyreluAlpha } = attrs as { activation?: string; leakyreluAlpha?: number };
  switch (activation ?? "linear") {
    case "linear":
      return value;
    case "relu":
    case "sigmoid":
      return recorder.node(
        { name: "unary", fn: activation as "relu" | "sigmoid" },
        [value],
        value.shape,
      );
    case "leakyrelu":
      return leaky(recorder, value, leakyreluAlpha ?? 0.2);
    default:
      throw new Unrecordable(`Activation ${activation}`);
  }
}

function leaky(recorder: Recorder, value: Operand, slope: number): Operand {
  return recorder.node({ name: "leakyRelu", slope }, [value], value.shape);
}

function convInfo(
  inShape: readonly number[],
  filterShape: readonly number[],
  attrs: LoweringArgs["attrs"],
): ConvInfo {
  if (attrs.dataFormat !== "NHWC") throw new Unrecordable("A convolution that is not NHWC");
  const info = tf.backend_util.computeConv2DInfo(
    [...inShape] as Shape4D, // convolutions have rank 4
    [...filterShape] as Shape4D,
    attrs.strides as [number, number] | number,
    (attrs.dilations as [number, number] | undefined) ?? 1,
    attrs.pad as "same" | "valid" | number,
    attrs.dimRoundingMode as "floor" | undefined,
  );
  if (info.dilationHeight !== 1 || info.dilationWidth !== 1)
    throw new Unrecordable("A dilated convolution");
  return info;
}

/** Strides and padding of a convolution or pooling. */
export function windowOf({ strideHeight, strideWidth, padInfo }: ConvInfo): Window {
  const { top, left, bottom, right } = padInfo;
  return { strides: [strideHeight, strideWidth], padding: { top, left, bottom, right } };
}

export const products: Lowerings = {
  BatchMatMul: matMul,
  Conv2D: conv,
  Conv2DBackpropFilter: convFilterGradient,
  Conv2DBackpropInput: convInputGradient,
  FusedConv2D: fused(conv),
  _FusedMatMul: fused(matMul),
};
