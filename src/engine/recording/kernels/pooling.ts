/** Pooling and its gradients. */
import * as tf from "@tensorflow/tfjs";
import { type Lowering, type LoweringArgs, type Lowerings, operand } from "../lowering.ts";
import { windowOf } from "./products.ts";

function poolInfo(shape: readonly number[], attrs: LoweringArgs["attrs"]) {
  const info = tf.backend_util.computePool2DInfo(
    [...shape] as [number, number, number, number], // pooling has rank 4
    attrs.filterSize as [number, number] | number,
    attrs.strides as [number, number] | number,
    1,
    attrs.pad as "same" | "valid" | number,
    attrs.dimRoundingMode as "floor" | undefined,
  );
  const size = [info.filterHeight, info.filterWidth] as const;
  return { outShape: info.outShape, fields: { size, ...windowOf(info) } };
}

const pool =
  (name: "averagePool" | "maxPool"): Lowering =>
  ({ recorder, inputs, attrs }) => {
    const x = operand(inputs, "x");
    const { outShape, fields } = poolInfo(x.shape, attrs);
    return recorder.node({ name, ...fields }, [x], outShape);
  };

const maxPoolGradient: Lowering = ({ recorder, inputs, attrs }) => {
  const [dy, x, y] = [operand(inputs, "dy"), operand(inputs, "input"), operand(inputs, "output")];
  const { fields } = poolInfo(x.shape, attrs);
  return recorder.node({ name: "maxPoolGradient", ...fields }, [dy, x, y], x.shape);
};

const averagePoolGradient: Lowering = ({ recorder, inputs, attrs }) => {
  const [dy, x] = [operand(inputs, "dy"), operand(inputs, "input")];
  const { fields } = poolInfo(x.shape, attrs);
  return recorder.node({ name: "averagePoolGradient", ...fields }, [dy], x.shape);
};

export const pooling: Lowerings = {
  AvgPool: pool("averagePool"),
  AvgPoolGrad: averagePoolGradient,
  MaxPool: pool("maxPool"),
  MaxPoolGrad: maxPoolGradient,
};
