/** Normalisation: sums over parts of each group, then the statistics, then the numbers. */
import type { ValueId } from "../../../graph/program.ts";
import type { Place } from "../plan.ts";
import type { Lowering, NodeOf, Rules } from "./lowering.ts";

export const norms: Rules<
  "batchNorm" | "batchNormGradient" | "instanceNorm" | "instanceNormGradient"
> = {
  batchNorm: (lowering, node) => normalise(lowering, node, 1),
  batchNormGradient: (lowering, node) => gradient(lowering, node, 1),
  instanceNorm: (lowering, node) =>
    normalise(lowering, node, lowering.shape(node.inputs[0] as ValueId)[0] as number),
  instanceNormGradient: (lowering, node) =>
    gradient(lowering, node, lowering.shape(node.inputs[1] as ValueId)[0] as number),
};

/** Most parts of a group, and floats below which a part is not worth it. */
const mostParts = 32;
const partFloats = 2048;

/** How `native/norm.h` sees x. */
function partsOf(lowering: Lowering, x: ValueId, groups: number) {
  const channels = lowering.shape(x).at(-1) as number; // rank ≥ 1
  const repeats = [1, 4, 2, 4][channels % 4] as number; // lanes are a multiple of four
  const lanes = channels * repeats;
  const length = lowering.size(x) / groups;
  const rows = Math.floor(length / lanes);
  const wanted = Math.min(mostParts, Math.ceil(length / partFloats), Math.max(1, rows));
  const partRows = Math.ceil(rows / wanted);
  const parts = Math.max(1, Math.ceil(rows / Math.max(1, partRows)));
  return { channels, shape: { groups, length, lanes, parts, partRows } };
}

type Parts = ReturnType<typeof partsOf>["shape"];

/** Fields per lane in `native/norm.h`. */
const laneFields = 4;
const coefficientFields = 2;

const partials = (lowering: Lowering, { groups, parts, lanes }: Parts): Place =>
  lowering.plan.temporary(groups * parts * 2 * lanes);
const perLane = (lowering: Lowering, { groups, lanes }: Parts, fields: number): Place =>
  lowering.plan.temporary(groups * fields * lanes);

function normalise(
  lowering: Lowering,
  { op: { epsilon, slope }, inputs, outputs }: NodeOf<"batchNorm" | "instanceNorm">,
  groups: number,
): void {
  const [x, scale, offset] = inputs as [ValueId, ValueId, ValueId];
  const [y, mean, variance] = (outputs as [ValueId, ValueId, ValueId]).map((id) =>
    lowering.place(id),
  ) as [Place, Place, Place];
  const { channels, shape } = partsOf(lowering, x, groups);
  const { plan } = lowering;
  const input = lowering.place(x);
  const sums = partials(lowering, shape);
  const parameters = perLane(lowering, shape, laneFields);
  const size = lowering.size(x);
  plan.emit("normSums", { input, partials: sums, ...shape, channels }, size * 0.25);
  plan.emit(
    "normStatistics",
    {
      input,
      partials: sums,
      scale: lowering.place(scale),
      offset: lowering.place(offset),
      mean,
      variance,
      parameters,
      ...shape,
      channels,
      epsilon,
    },
    groups * shape.lanes * (shape.parts * 3 + 10),
  );
  plan.emit("normApply", { input, parameters, output: y, ...shape, slope }, size * 0.25);
}

function gradient(
  lowering: Lowering,
  { op: { epsilon, slope }, inputs, outputs }: NodeOf<"batchNormGradient" | "instanceNormGradient">,
  groups: number,
): void {
  const [dy, x, mean, variance, scale, offset] = inputs.map((id) => lowering.place(id)) as [
    Place,
    Place,
    Place,
    Place,
    Place,
    Place,
  ];
  const [dx, dScale, dOffset] = outputs.map((id) => lowering.place(id)) as [Place, Place, Place];
  const { channels, shape } = partsOf(lowering, inputs[1] as ValueId, groups);
  const { plan } = lowering;
  const parameters = perLane(lowering, shape, laneFields);
  const coefficients = perLane(lowering, shape, coefficientFields);
  const sums = partials(lowering, shape);
  const { lanes } = shape;
  const size = lowering.size(inputs[1] as ValueId);
  plan.emit(
    "normParameters",
    { mean, variance, scale, offset, parameters, groups, lanes, channels, epsilon },
    groups * lanes * 4,
  );
  plan.emit("normGradientSums", { dy, x, parameters, partials: sums, ...shape, slope }, size * 0.4);
  plan.emit(
    "normGradientStatistics",
    { partials: sums, coefficients, dScale, dOffset, ...shape, channels },
    groups * lanes * (shape.parts * 3 + 10),
  );
  plan.emit(
    "normGradientApply",
    { dy, x, parameters, coefficients, dx, ...shape, slope },
    size * 0.5,
  );
}
