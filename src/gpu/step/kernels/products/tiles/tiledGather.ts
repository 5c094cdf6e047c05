/** Convolution and its gradient for the input as products of tiles: pixels × (taps × channels) × channels. */
import { sizeOf } from "../../../../../graph/program.ts";
import type { Group } from "../../../plan/fuse.ts";
import type { KernelText } from "../../../wgsl/kernelText.ts";
import { type Lanes, typeOf } from "../../../wgsl/words.ts";
import type { Dispatch, Workbench } from "../../workbench.ts";
import { flopOf, type Geometry } from "../geometry.ts";
import { type GatherTask, phaseStatements, phasesOf } from "../tasks.ts";
import { loadFours } from "./loads.ts";
import type { Operand } from "./tile.ts";
import { tiled } from "./tiled.ts";

export function tiledGather(task: GatherTask, group: Group, bench: Workbench): Dispatch[] {
  const { direction, geometry, source, filter } = task;
  const isForward = direction === "forward";
  const [output, channels] = isForward ? [geometry.y, geometry.x[3]] : [geometry.x, geometry.y[3]];
  const phases = phasesOf(geometry);
  const lanes: Lanes = channels % 4 === 0 ? 4 : 1;
  const filterLanes = isForward ? lanesOf(output[3]) : lanes;
  const [down, across] = geometry.strides;
  const taps = isForward
    ? geometry.filter[0] * geometry.filter[1]
    : Math.ceil(geometry.filter[0] / down) * Math.ceil(geometry.filter[1] / across);
  return tiled(
    {
      label: group.root.op.name,
      rows: isForward
        ? geometry.y[0] * geometry.y[1] * geometry.y[2]
        : geometry.x[0] * phases.height * phases.width,
      columns: output[3],
      depth: taps * channels,
      phases: isForward ? 1 : phases.count,
      a: { along: "depth", load: loadFours("pixelAt", "depth", lanes) },
      b: filterOperand(isForward, filterLanes),
      outputRow: isForward ? "return row;" : outputRow(geometry),
      lanes: lanesOf(output[3]),
      flop: flopOf(geometry),
    },
    sizeOf(output),
    (kernel) => {
      const image = kernel.bind(source, typeOf("float32", lanes), "read");
      const weights = kernel.bind(filter, typeOf("float32", filterLanes), "read");
      if (!isForward) kernel.declare(pixelFunction(geometry));
      declareSource(kernel, task, image, lanes);
      kernel.declare(filterFunction(task, weights, filterLanes));
    },
    group,
    bench,
  );
}

const lanesOf = (side: number): Lanes => (side % 4 === 0 ? 4 : 1);

/** Numbers of the filter are neighbours along the channels out. */
function filterOperand(isForward: boolean, lanes: Lanes): Operand {
  return isForward
    ? { along: "side", load: loadFours("weightAt", "side", lanes) }
    : { along: "depth", load: loadFours("weightAt", "depth", lanes) };
}

/** `pixelOf(row)`: image, row and column of an output in its phase, and whether it exists. */
function pixelFunction(geometry: Geometry): string {
  const { height, width } = phasesOf(geometry);
  return `fn pixelOf(row: i32) -> vec3i {
  return vec3i(row / ${height * width}, row / ${width} % ${height}, row % ${width});
}`;
}

function outputRow(geometry: Geometry): string {
  const { x, strides } = geometry;
  return `${phaseStatements(geometry)}
let pixel = pixelOf(row);
let y = startY + pixel.y * ${strides[0]};
let x = startX + pixel.z * ${strides[1]};
return select(-1, (pixel.x * ${x[1]} + y) * ${x[2]} + x, (y < ${x[1]}) & (x < ${x[2]}));`;
}

/** `pixelAt(side, depth)`: what a pixel gathers, number `depth` of taps × channels; 0 beyond the image. */
function declareSource(
  kernel: KernelText,
  { direction, geometry }: GatherTask,
  array: string,
  lanes: Lanes,
): void {
  const { x, y, filter, strides, before } = geometry;
  const isForward = direction === "forward";
  const [, height, width, channels] = isForward ? x : y;
  const type = typeOf("float32", lanes);
  const place = isForward
    ? `let across = side % ${y[2]};
let down = side / ${y[2]} % ${y[1]};
let image = side / ${y[1] * y[2]};
let py = down * ${strides[0]} - ${before[0]} + tap / ${filter[1]};
let px = across * ${strides[1]} - ${before[1]} + tap % ${filter[1]};`
    : `${phaseStatements(geometry)}
let pixel = pixelOf(side);
let image = pixel.x;
let py = pixel.y + fromY - tap / max(tapsAcross, 1);
let px = pixel.z + fromX - tap % max(tapsAcross, 1);`;
  const isTap = isForward ? `tap < ${filter[0] * filter[1]}` : "tap < tapsDown * tapsAcross";
  const images = x[0];
  kernel.declare(`fn pixelAt(side: i32, depth: i32) -> ${type} {
  let tap = depth / ${channels};
  ${place}
  let isInside = (u32(py) < ${height}u) & (u32(px) < ${width}u) & (image < ${images}) & (${isTap});
  let at = ((image * ${height} + py) * ${width} + px) * ${channels} + depth % ${channels};
  return select(${type}(), ${array}[select(0, at / ${lanes}, isInside)], isInside);
}`);
}

/** `weightAt(side, depth)`: the filter's number for a channel out; 0 beyond its ends. */
function filterFunction({ direction, geometry }: GatherTask, array: string, lanes: Lanes): string {
  const { x, y, filter, strides } = geometry;
  const type = typeOf("float32", lanes);
  if (direction === "forward") {
    const depth = filter[0] * filter[1] * filter[2];
    return `fn weightAt(side: i32, depth: i32) -> ${type} {
  let isInside = (depth < ${depth}) & (side < ${y[3]});
  return select(${type}(), ${array}[select(0, (depth * ${y[3]} + side) / ${lanes}, isInside)], isInside);
}`;
  }
  return `fn weightAt(side: i32, depth: i32) -> ${type} {
  ${phaseStatements(geometry)}
  let tap = depth / ${y[3]};
  let ty = phaseY + ${strides[0]} * (tap / max(tapsAcross, 1));
  let tx = phaseX + ${strides[1]} * (tap % max(tapsAcross, 1));
  let isInside = (tap < tapsDown * tapsAcross) & (side < ${x[3]});
  let at = ((ty * ${filter[1]} + tx) * ${x[3]} + side) * ${y[3]} + depth % ${y[3]};
  return select(${type}(), ${array}[select(0, at / ${lanes}, isInside)], isInside);
}`;
}
