/** How a group ends: its members are computed, and what others read is stored. */
import type { Group, Strand } from "../plan/fuse.ts";
import { isWriter } from "../plan/pointwise.ts";
import type { Operand, Step } from "../plan/steps.ts";
import type { Expressions } from "../wgsl/expressions.ts";
import type { KernelText } from "../wgsl/kernelText.ts";
import { Place } from "../wgsl/place.ts";
import { Scope } from "../wgsl/scope.ts";
import { type Lanes, typeOf } from "../wgsl/words.ts";
import { writesAt } from "../wgsl/writes.ts";
import type { Workbench } from "./workbench.ts";

/**
 * Declares the function `finish(index, total)`, which takes an element (or four; then `index` counts
 * fours) of the root's first output; `finish1` is for its second one, and so on.
 * @param last what is still to be done to each element
 */
export function declareFinish(
  kernel: KernelText,
  group: Group,
  bench: Workbench,
  lanes: Lanes,
  { output = 0, last = (total) => total }: FinishOptions = {},
): void {
  const id = group.root.outputs[output] as number; // roots with kernels of their own have outputs
  const { shape, dtype } = bench.value(id);
  const scope = new Scope();
  const expressions = bench.expressions(kernel, scope, group);
  expressions.give(id, scope.name(last("total")));
  const strand = group.strands[output] as Strand; // one for each output
  storeStrand(
    expressions,
    strand,
    strand.members,
    new Place(scope, shape, lanes, { index: "index" }),
  );
  const name = output === 0 ? "finish" : `finish${output}`;
  kernel.declare(`fn ${name}(index: u32, total: ${typeOf(dtype, lanes)}) {\n${scope.text}\n}`);
}

interface FinishOptions {
  readonly output?: number;
  readonly last?: (total: string) => string;
}

/**
 * Writes all that a strand leaves behind of the elements at a place.
 * @param steps among which are those that write to state
 */
export function storeStrand(
  expressions: Expressions,
  { stored }: Strand,
  steps: readonly Step[],
  place: Place,
): void {
  const { kernel, scope } = expressions;
  const elements: (readonly [operand: Operand, element: string])[] = [...stored].map((id) => {
    const operand = { id, shape: expressions.value(id).shape };
    return [operand, expressions.readBroadcast(operand, place)] as const;
  });
  for (const step of steps.filter(isWriter)) {
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
