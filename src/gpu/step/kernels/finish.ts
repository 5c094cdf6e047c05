/** How a group ends: its members are computed, and what others read is stored. */
import type { Group } from "../plan/fuse.ts";
import { isWriter } from "../plan/pointwise.ts";
import type { Operand } from "../plan/steps.ts";
import type { Expressions } from "../wgsl/expressions.ts";
import type { KernelText } from "../wgsl/kernelText.ts";
import { Place } from "../wgsl/place.ts";
import { Scope } from "../wgsl/scope.ts";
import { type Lanes, typeOf } from "../wgsl/words.ts";
import { writesAt } from "../wgsl/writes.ts";
import type { Workbench } from "./workbench.ts";

/**
 * Declares the function `finish(index, total)`, which takes an element (or four; then `index` counts
 * fours) of the root's first output.
 * @param last what is still to be done to each element
 */
export function declareFinish(
  kernel: KernelText,
  group: Group,
  bench: Workbench,
  lanes: Lanes,
  last: (total: string) => string = (total) => total,
): void {
  const [id] = group.root.outputs as [number]; // roots with kernels of their own have outputs
  const { shape, dtype } = bench.value(id);
  const scope = new Scope();
  const expressions = bench.expressions(kernel, scope, group);
  expressions.give(id, scope.name(last("total")));
  storeGroup(expressions, group, new Place(scope, shape, lanes, { index: "index" }));
  kernel.declare(`fn finish(index: u32, total: ${typeOf(dtype, lanes)}) {\n${scope.text}\n}`);
}

/** Writes all that the group leaves behind of the elements at a place. */
export function storeGroup(expressions: Expressions, group: Group, place: Place): void {
  const { kernel, scope } = expressions;
  const elements: (readonly [operand: Operand, element: string])[] = [...group.stored].map((id) => {
    const operand = { id, shape: expressions.value(id).shape };
    return [operand, expressions.readBroadcast(operand, place)] as const;
  });
  for (const step of [group.root, ...group.members]) {
    if (!isWriter(step)) continue;
    const writes = writesAt(expressions, step, place);
    elements.push(...writes.map(({ state, element }) => [state, scope.name(element)] as const));
  }
  for (const [{ id }, element] of elements) {
    const type = typeOf(expressions.value(id).dtype, place.lanes);
    const name = kernel.bind(id, type, "read_write");
    scope.statement(`${name}[${place.index}] = ${element};`);
  }
}

/** Lanes in which a group can be computed: all its values have the size of the first. */
export function lanesOf(size: number): Lanes {
  return size % 4 === 0 ? 4 : 1;
}
