/** The kernels of `engine/ops`, each one node. */
import type { Op } from "../../../graph/program.ts";
import type { AdamAttrs } from "../../ops/adamUpdate.ts";
import type { NormAttrs } from "../../ops/normalize.ts";
import type { RandomAttrs } from "../../ops/random.ts";
import { type Lowering, type LoweringArgs, type Lowerings, operand } from "../lowering.ts";
import type { Operand } from "../recorder.ts";

const norm =
  (name: "batchNorm" | "instanceNorm"): Lowering =>
  ({ recorder, inputs, attrs }) => {
    const { epsilon, slope } = attrs as unknown as NormAttrs;
    const [x, scale, offset] = ["x", "scale", "offset"].map((input) => operand(inputs, input)) as [
      Operand,
      Operand,
      Operand,
    ];
    const images = x.shape.slice(0, name === "instanceNorm" ? 1 : 0);
    const statistics = [...images, ...scale.shape];
    return recorder.nodes(
      { name, epsilon, slope },
      [x, scale, offset],
      [x.shape, statistics, statistics],
    );
  };

const normGradient =
  (name: "batchNormGradient" | "instanceNormGradient"): Lowering =>
  ({ recorder, inputs, attrs }) => {
    const { epsilon, slope } = attrs as unknown as NormAttrs;
    const names = ["dy", "x", "mean", "variance", "scale", "offset"];
    const operands = names.map((input) => operand(inputs, input));
    const [x, scale] = [operand(inputs, "x"), operand(inputs, "scale")];
    return recorder.nodes({ name, epsilon, slope }, operands, [x.shape, scale.shape, scale.shape]);
  };

/** (dy, y) → dx */
const activationGradient =
  (opOf: (attrs: LoweringArgs["attrs"]) => Op): Lowering =>
  ({ recorder, inputs, attrs }) => {
    const [dy, y] = [operand(inputs, "dy"), operand(inputs, "y")];
    return recorder.node(opOf(attrs), [dy, y], dy.shape);
  };

const movingAverage: Lowering = ({ recorder, inputs, attrs }) => {
  const op = { name: "movingAverage", momentum: attrs.momentum as number } as const;
  return recorder.nodes(op, [operand(inputs, "state"), operand(inputs, "value")], []);
};

const adam: Lowering = ({ recorder, inputs, attrs }) => {
  const { beta1, beta2, epsilon } = attrs as unknown as AdamAttrs;
  const slots: Operand[] = [];
  for (let at = 0; inputs[`p${at}`]; at++)
    slots.push(...["p", "g", "m", "v"].map((prefix) => operand(inputs, `${prefix}${at}`)));
  const op = { name: "adam", beta1, beta2, epsilon } as const;
  const counters = [operand(inputs, "updates"), operand(inputs, "learningRate")];
  return recorder.nodes(op, [...counters, ...slots], []);
};

const random: Lowering = ({ recorder, inputs, attrs }) => {
  const { distribution, stream, shape } = attrs as unknown as RandomAttrs;
  return recorder.node({ name: "random", distribution, stream }, [operand(inputs, "clock")], shape);
};

const patchBatch: Lowering = ({ recorder, inputs, attrs }) => {
  const [packed, table] = [operand(inputs, "packed"), operand(inputs, "table")];
  const size = attrs.size as number;
  const shape = [table.shape[0] as number, size, size, 3]; // the table has rank 2
  return recorder.node({ name: "patchBatch", size }, [packed, table], shape);
};

export const own: Lowerings = {
  LoomAdam: adam,
  LoomBatchNorm: norm("batchNorm"),
  LoomBatchNormGradient: normGradient("batchNormGradient"),
  LoomInstanceNorm: norm("instanceNorm"),
  LoomInstanceNormGradient: normGradient("instanceNormGradient"),
  LoomLeakyReluGradient: activationGradient(({ slope }) => ({
    name: "leakyReluGradient",
    slope: slope as number,
  })),
  LoomMovingAverage: movingAverage,
  LoomPatchBatch: patchBatch,
  LoomRandom: random,
  LoomSigmoidGradient: activationGradient(() => ({ name: "binary", fn: "sigmoidGradient" })),
  LoomTanhGradient: activationGradient(() => ({ name: "binary", fn: "tanhGradient" })),
};
