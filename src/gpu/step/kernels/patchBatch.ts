/**
 * Resident patches → the images of a batch, a workgroup an image: its threads share the pixels, add up
 * the image's mean for the contrast, then compute each pixel again and finish it.
 */
import { type PatchColumn, patchColumns } from "../../../graph/patchTable.ts";
import type { Group } from "../plan/fuse.ts";
import type { Operand, StepNamed } from "../plan/steps.ts";
import { KernelText } from "../wgsl/kernelText.ts";
import { declareFinish } from "./finish.ts";
import { foldAcrossThreads, foldingOf } from "./fold.ts";
import type { Dispatch, Workbench } from "./workbench.ts";

export function patchBatch(group: Group, bench: Workbench): Dispatch[] {
  const { op, inputs } = group.root as StepNamed<"patchBatch">;
  const [packed, table] = inputs as [Operand, Operand];
  const batch = table.shape[0] as number; // [B, columns]
  const pixels = op.size * op.size;
  const threads = bench.target.isSoftware ? 16 : 256;
  const kernel = new KernelText();
  const patches = kernel.bind(packed.id, "i32", "read");
  const rows = kernel.bind(table.id, "f32", "read");
  declareFinish(kernel, group, bench, 1);
  kernel.declare(pixelFunction(patches, rows, op.size));
  const body = `let image = group.x;
let part = local.x;
let column = 0u;
var total = 0.0;
for (var at = part; at < ${pixels}u; at += ${threads}u) {
  total += dot(pixel(image, at), vec3f(1.0));
}
${foldAcrossThreads(kernel, foldingOf("sum", "float32", 1), { width: 1, parts: threads })}
let mean = vec3f(total / ${pixels * 3}.0);
for (var at = part; at < ${pixels}u; at += ${threads}u) {
  let shifted = mean + ${entry(rows, "contrast")} * (pixel(image, at) - mean) + ${entry(rows, "brightness")};
  let colour = clamp(shifted, vec3f(-1.0), vec3f(1.0));
  let index = (image * ${pixels}u + at) * 3u;
  finish(index, colour.r);
  finish(index + 1u, colour.g);
  finish(index + 2u, colour.b);
}`;
  return [
    {
      label: "patchBatch",
      code: kernel.module([threads, 1, 1], body),
      bindings: kernel.bindings,
      workgroups: [batch, 1, 1],
      flop: batch * pixels * 60,
    },
  ];
}

/** WGSL of an image's number in a column of the table. */
function entry(rows: string, column: PatchColumn): string {
  return `${rows}[image * ${patchColumns.length}u + ${patchColumns.indexOf(column)}u]`;
}

/** `pixel(image, at)`: where the table says, with its share of grey, in [-1, 1]. */
function pixelFunction(patches: string, rows: string, side: number): string {
  const number = (column: PatchColumn) => `i32(${entry(rows, column)})`;
  const from = (start: PatchColumn, byY: PatchColumn, byX: PatchColumn) =>
    `modulo(${number(start)} + ${number(byY)} * y + ${number(byX)} * x)`;
  return `fn modulo(value: i32) -> i32 { return ((value % ${side}) + ${side}) % ${side}; }
fn pixel(image: u32, at: u32) -> vec3f {
  let y = i32(at / ${side}u);
  let x = i32(at % ${side}u);
  let row = ${number("patch")} * ${side} + ${from("y0", "yy", "yx")};
  let word = u32(${patches}[row * ${side} + ${from("x0", "xy", "xx")}]);
  let bytes = (vec3u(word) >> vec3u(0u, 8u, 16u)) & vec3u(255u);
  let colour = vec3f(bytes) / 127.5 - 1.0;
  let luma = dot(colour, vec3f(0.299, 0.587, 0.114));
  return colour + ${entry(rows, "grey")} * (vec3f(luma) - colour);
}`;
}
