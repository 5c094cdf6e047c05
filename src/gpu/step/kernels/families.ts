/** Which kernels compute a group, by its root. */
import type { Group } from "../plan/fuse.ts";
import { isPointwise, isWriter, type PointwiseStep, type WriterStep } from "../plan/pointwise.ts";
import type { StepOp } from "../plan/steps.ts";
import { adamClock } from "./adamClock.ts";
import { lastAxis } from "./lastAxis.ts";
import { normalization } from "./normalization.ts";
import { patchBatch } from "./patchBatch.ts";
import { pointwise } from "./pointwise.ts";
import { pooling } from "./pooling.ts";
import { convolution, matMul } from "./products/products.ts";
import { reduce } from "./reduce.ts";
import type { Dispatch, Family, Workbench } from "./workbench.ts";

/** What computes more than each element on its own. */
type FamilyName = Exclude<StepOp["name"], (PointwiseStep | WriterStep)["op"]["name"]>;

const families: Readonly<Record<FamilyName, Family>> = {
  adamClock,
  argMax: lastAxis,
  averagePool: pooling,
  averagePoolGradient: pooling,
  batchNorm: normalization,
  batchNormGradient: normalization,
  conv: convolution,
  convFilterGradient: convolution,
  convInputGradient: convolution,
  instanceNorm: normalization,
  instanceNormGradient: normalization,
  logSoftmax: lastAxis,
  matMul,
  maxPool: pooling,
  maxPoolGradient: pooling,
  patchBatch,
  reduce,
  softmax: lastAxis,
};

export function dispatchesOf(group: Group, bench: Workbench): Dispatch[] {
  const { root } = group;
  if (isPointwise(root) || isWriter(root)) return pointwise(group, bench);
  return families[root.op.name as FamilyName](group, bench); // all others are dealt with above
}
