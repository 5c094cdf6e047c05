/** Sums, means and extremes over some axes. */
import { sizeOf } from "../../../graph/program.ts";
import type { Group } from "../plan/fuse.ts";
import type { Operand, StepNamed } from "../plan/steps.ts";
import type { KernelText } from "../wgsl/kernelText.ts";
import { type Axis, coordinatesOf, mergedAxes, Place } from "../wgsl/place.ts";
import { Scope } from "../wgsl/scope.ts";
import { type Lanes, literal, typeOf } from "../wgsl/words.ts";
import { declareFinish } from "./finish.ts";
import { type Fold, type Folding, fold, foldingOf } from "./fold.ts";
import type { Dispatch, Workbench } from "./workbench.ts";

export function reduce(group: Group, bench: Workbench): Dispatch[] {
  const { op, inputs } = group.root as StepNamed<"reduce">;
  const [input] = inputs as [Operand];
  const axes = mergedAxes(
    input.shape,
    input.shape.map((side, axis) => (op.axes.includes(axis) ? 1 : side)),
  );
  const last = axes.at(-1) as Axis; // reductions that change nothing are not steps
  const lanes: Lanes = last.side % 4 === 0 ? 4 : 1;
  const along = last.isKept ? "outputs" : "depth";
  const outputs = sizeOf(axes.filter(({ isKept }) => isKept).map(({ side }) => side));
  const depth = sizeOf(input.shape) / outputs;
  const finishedLanes = along === "outputs" ? lanes : 1;
  const fn = op.fn === "mean" ? "sum" : op.fn;
  const dtype = bench.dtypeOf(input);
  const folding = foldingOf(fn, dtype, lanes);
  const part = foldingOf(fn, dtype, finishedLanes);
  const task: Fold = {
    label: `reduce ${op.fn}`,
    folding,
    outputs: along === "outputs" ? outputs / lanes : outputs,
    depth: along === "depth" ? depth / lanes : depth,
    along,
    declareElement: (kernel) => {
      part.declare?.(kernel);
      declareElement(kernel, group, bench, axes, lanes);
    },
    declareFinish: (kernel) => {
      declareFinish(kernel, group, bench, finishedLanes, {
        last: (total) => (op.fn === "mean" ? `${total} * ${literal(1 / depth)}` : total),
      });
    },
    total: finishedLanes === lanes ? "total" : acrossLanes(part),
  };
  return fold(task, part, bench);
}

function acrossLanes({ merge }: Folding): string {
  return merge(merge("total.x", "total.y"), merge("total.z", "total.w"));
}

/** `element(output, step)`: the input, or what is fused into it, at the place of both. */
function declareElement(
  kernel: KernelText,
  group: Group,
  bench: Workbench,
  axes: readonly Axis[],
  lanes: Lanes,
): void {
  const [input] = group.root.inputs as [Operand];
  const scope = new Scope();
  const shape = axes.map(({ side }) => side);
  const isKeptLast = axes.at(-1)?.isKept;
  const counts = {
    kept: isKeptLast && lanes === 4 ? scope.name("output * 4u") : "output",
    folded: !isKeptLast && lanes === 4 ? scope.name("step * 4u") : "step",
  };
  const sides = (kept: boolean) =>
    axes.filter(({ isKept }) => isKept === kept).map(({ side }) => side);
  const kept = coordinatesOf(scope, sides(true), counts.kept);
  const folded = coordinatesOf(scope, sides(false), counts.folded);
  const coordinates = axes.map(({ isKept }) => (isKept ? kept : folded).shift() ?? "0u");
  const place = new Place(scope, shape, lanes, { coordinates }).reshaped(input.shape);
  const element = bench.expressions(kernel, scope, group).readBroadcast(input, place);
  const type = typeOf(bench.dtypeOf(input), lanes);
  kernel.declare(
    `fn element(output: u32, step: u32) -> ${type} {\n${scope.text}\nreturn ${element};\n}`,
  );
}
