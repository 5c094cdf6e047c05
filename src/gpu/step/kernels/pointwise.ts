/** A chain of element by element operations as one kernel. */
import { sizeOf } from "../../../graph/program.ts";
import type { Group, Strand } from "../plan/fuse.ts";
import { KernelText } from "../wgsl/kernelText.ts";
import { Place } from "../wgsl/place.ts";
import { Scope } from "../wgsl/scope.ts";
import { lanesOf, storeStrand } from "./finish.ts";
import { gridOf } from "./grid.ts";
import type { Dispatch, Workbench } from "./workbench.ts";

const workgroup = 64;

export function pointwise(group: Group, bench: Workbench): Dispatch[] {
  const { root } = group;
  const [strand] = group.strands as [Strand]; // one output at most
  const steps = [root, ...strand.members];
  const id = root.outputs[0] ?? root.inputs[0]?.id ?? 0; // a writer's size is that of its state
  const { shape } = bench.value(id);
  const size = sizeOf(shape);
  const lanes = lanesOf(size);
  const threads = size / lanes;
  const grid = gridOf(Math.ceil(threads / workgroup), bench.target);
  const kernel = new KernelText();
  const scope = new Scope();
  scope.statement(`let index = ${grid.group} * ${workgroup}u + local.x;`);
  scope.statement(`if (index >= ${threads}u) { return; }`);
  const expressions = bench.expressions(kernel, scope, group);
  storeStrand(expressions, strand, steps, new Place(scope, shape, lanes, { index: "index" }));
  return [
    {
      label: steps.map(({ op }) => op.name).join(" "),
      code: kernel.module([workgroup, 1, 1], scope.text),
      bindings: kernel.bindings,
      workgroups: grid.workgroups,
      flop: size * steps.length,
    },
  ];
}
