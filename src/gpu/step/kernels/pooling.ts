/** Pooling and its gradients: a thread an element (or four channels). */
import { type Op, sizeOf } from "../../../graph/program.ts";
import type { Group } from "../plan/fuse.ts";
import type { Operand, StepNamed } from "../plan/steps.ts";
import { KernelText } from "../wgsl/kernelText.ts";
import { declareExtreme } from "../wgsl/notNumbers.ts";
import { type Lanes, literal, typeOf } from "../wgsl/words.ts";
import { declareFinish } from "./finish.ts";
import { gridOf } from "./grid.ts";
import type { Dispatch, Workbench } from "./workbench.ts";

type PoolOp = Extract<
  Op,
  { name: "maxPool" | "maxPoolGradient" | "averagePool" | "averagePoolGradient" }
>;
type Shape4 = readonly [batch: number, height: number, width: number, channels: number];

const workgroup = 64;

/** Visits the places (y, x) of the image under the window at (row, column) that are not padding. */
const underWindow = (visit: string) => `for (var y = top(row); y < bottom(row); y++) {
  for (var x = left(column); x < right(column); x++) { ${visit} }
}`;

/** Visits the windows (y, x) over the image's place (row, column). */
const overPlace = (visit: string) => `for (var y = firstAbove(row); y <= lastAbove(row); y++) {
  for (var x = firstLeft(column); x <= lastLeft(column); x++) { ${visit} }
}`;

/**
 * For each operation on `inputs`, what makes `total` of the output's element at (image, row, column, channel);
 * `larger` names the function for two floats.
 */
const bodies: Readonly<
  Record<PoolOp["name"], (inputs: readonly string[], larger: string) => string>
> = {
  maxPool: ([x], larger) =>
    `total = total + ${literal(Number.NEGATIVE_INFINITY)};
${underWindow(`total = ${larger}(total, ${x}[inImage(image, y, x, channel)]);`)}`,

  averagePool: ([x]) => `${underWindow(`total += ${x}[inImage(image, y, x, channel)];`)}
total = total / f32((bottom(row) - top(row)) * (right(column) - left(column)));`,

  averagePoolGradient: ([dy]) =>
    overPlace(`let count = f32((bottom(y) - top(y)) * (right(x) - left(x)));
    total += ${dy}[inPooled(image, y, x, channel)] / count;`),

  // A place gets the gradient of a window whose maximum it holds, unless an earlier one does.
  maxPoolGradient: ([dy, x, y]) => `let own = ${x}[inImage(image, row, column, channel)];
${overPlace(`let window = inPooled(image, y, x, channel);
    let most = ${y}[window];
    var isFirst = own == most;
    for (var r = top(y); r <= row; r++) {
      let end = select(right(x), column, r == row);
      for (var c = left(x); c < end; c++) {
        isFirst = isFirst & (${x}[inImage(image, r, c, channel)] != most);
      }
    }
    total += select(total - total, ${dy}[window], isFirst);`)}`,
};

export function pooling(group: Group, bench: Workbench): Dispatch[] {
  const { op, inputs, outputs } = group.root as StepNamed<PoolOp["name"]>;
  const operand = (inputs[0] as Operand).shape as Shape4;
  const output = bench.value(outputs[0] as number).shape as Shape4; // one output
  const isGradient = op.name === "maxPoolGradient" || op.name === "averagePoolGradient";
  const lanes = output[3] % 4 === 0 ? 4 : 1;
  const kernel = new KernelText();
  const names = inputs.map(({ id }) => kernel.bind(id, typeOf("float32", lanes), "read"));
  if (isGradient) declareWindows(kernel, op, output, operand, lanes);
  else declareWindows(kernel, op, operand, output, lanes);
  declareFinish(kernel, group, bench, lanes);
  const threads = sizeOf(output) / lanes;
  const grid = gridOf(Math.ceil(threads / workgroup), bench.target);
  const [, height, width, channels] = output;
  const body = `let index = ${grid.group} * ${workgroup}u + local.x;
if (index >= ${threads}u) { return; }
let channel = i32(index % ${channels / lanes}u);
let column = i32((index / ${channels / lanes}u) % ${width}u);
let row = i32((index / ${(channels / lanes) * width}u) % ${height}u);
let image = i32(index / ${(channels / lanes) * width * height}u);
var total = ${literal(0, "float32", lanes)};
${bodies[op.name](names, declareExtreme(kernel, "max", lanes))}
finish(index, total);`;
  return [
    {
      label: op.name,
      code: kernel.module([workgroup, 1, 1], body),
      bindings: kernel.bindings,
      workgroups: grid.workgroups,
      flop: sizeOf(output) * op.size[0] * op.size[1],
    },
  ];
}

/** Where windows begin and end, and where elements lie, with all sizes as constants. */
function declareWindows(
  kernel: KernelText,
  { size, strides, padding }: PoolOp,
  [, height, width, channels]: Shape4,
  [, rows, columns]: Shape4,
  lanes: Lanes,
): void {
  const groups = channels / lanes;
  const axis = (
    [start, end, first, last]: readonly string[],
    [before, window, stride, side, count]: readonly number[],
  ) => `
fn ${start}(at: i32) -> i32 { return max(at * ${stride} - ${before}, 0); }
fn ${end}(at: i32) -> i32 { return min(at * ${stride} - ${before} + ${window}, ${side}); }
fn ${first}(at: i32) -> i32 {
  return max(at + ${before} - ${window} + ${stride}, 0) / ${stride};
}
fn ${last}(at: i32) -> i32 { return min((at + ${before}) / ${stride}, ${(count ?? 1) - 1}); }`;
  kernel.declare(
    axis(
      ["top", "bottom", "firstAbove", "lastAbove"],
      [padding.top, size[0], strides[0], height, rows],
    ),
  );
  kernel.declare(
    axis(
      ["left", "right", "firstLeft", "lastLeft"],
      [padding.left, size[1], strides[1], width, columns],
    ),
  );
  const place = (name: string, h: number, w: number) =>
    kernel.declare(`fn ${name}(image: i32, row: i32, column: i32, channel: i32) -> i32 {
  return ((image * ${h} + row) * ${w} + column) * ${groups} + channel;
}`);
  place("inImage", height, width);
  place("inPooled", rows, columns);
}
