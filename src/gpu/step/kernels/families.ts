/** Which kernels compute a group, by its root. */
import type { Group } from "../plan/fuse.ts";
import { isPointwise, isWriter } from "../plan/pointwise.ts";
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

const families: Partial<Record<StepOp["name"], Family>> = {
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
  const family = families[root.op.name];
  if (!family) throw new Error(`No kernel for ${root.op.name}`);
  return family(group, bench);
}
