/** Operations on each row of the last axis, which is short (classes): a thread a row. */
import { sizeOf } from "../../../graph/program.ts";
import type { Group } from "../plan/fuse.ts";
import type { Operand } from "../plan/steps.ts";
import { KernelText } from "../wgsl/kernelText.ts";
import { declareExtreme } from "../wgsl/notNumbers.ts";
import { typeOf } from "../wgsl/words.ts";
import { declareFinish } from "./finish.ts";
import { gridOf } from "./grid.ts";
import type { Dispatch, Workbench } from "./workbench.ts";

const workgroup = 64;

const argMax = `var best = 0u;
for (var at = 1u; at < side; at++) {
  if (row(first + at) > row(first + best)) { best = at; }
}
finish(index, i32(best));`;

const softmaxSum = `var largest = row(first);
for (var at = 1u; at < side; at++) { largest = maxOrNan(largest, row(first + at)); }
var sum = 0.0;
for (var at = 0u; at < side; at++) { sum += exp(row(first + at) - largest); }
`;
const softmax = `${softmaxSum}
for (var at = first; at < first + side; at++) { 
  finish(at, select(exp(row(at) - largest) / sum, largest, isNan(largest)));
}`;
const logSoftmax = `${softmaxSum}
let shift = largest + log(sum);
for (var at = first; at < first + side; at++) { finish(at, row(at) - shift); }`;

const bodies = { argMax, softmax, logSoftmax } as const;

export function lastAxis(group: Group, bench: Workbench): Dispatch[] {
  const [input] = group.root.inputs as [Operand];
  const name = group.root.op.name as keyof typeof bodies; // the family's own operations
  const side = input.shape.at(-1) ?? 1;
  const rows = sizeOf(input.shape) / side;
  const grid = gridOf(Math.ceil(rows / workgroup), bench.target);
  const kernel = new KernelText();
  const type = typeOf(bench.dtypeOf(input), 1);
  const array = kernel.bind(input.id, type, "read");
  declareExtreme(kernel, "max", 1);
  kernel.declare(`const side = ${side}u;`);
  kernel.declare(`fn row(at: u32) -> ${type} { return ${array}[at]; }`);
  declareFinish(kernel, group, bench, 1);
  const body = `let index = ${grid.group} * ${workgroup}u + local.x;
if (index >= ${rows}u) { return; }
let first = index * side;
${bodies[name]}`;
  return [
    {
      label: name,
      code: kernel.module([workgroup, 1, 1], body),
      bindings: kernel.bindings,
      workgroups: grid.workgroups,
      flop: sizeOf(input.shape) * 4,
    },
  ];
}
