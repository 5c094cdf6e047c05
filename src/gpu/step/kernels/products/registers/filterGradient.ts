/**
 * The gradient of a convolution for its filter: each thread sums a block of taps × channels in ×
 * channels out over a share of the pixels; where shares are several, a second dispatch adds them up.
 */
import { sizeOf } from "../../../../../graph/program.ts";
import type { Group } from "../../../plan/fuse.ts";
import { KernelText } from "../../../wgsl/kernelText.ts";
import type { Lanes } from "../../../wgsl/words.ts";
import { declareFinish } from "../../finish.ts";
import { addedParts } from "../../fold.ts";
import { gridOf } from "../../grid.ts";
import type { Dispatch, Target, Workbench } from "../../workbench.ts";
import { divisorBelow, flopOf, type Geometry, muchFlop } from "../geometry.ts";
import type { FilterTask } from "../tasks.ts";
import {
  addToSums,
  type Block,
  component,
  declareSums,
  eachColumn,
  finishRow,
  vectorType,
} from "./block.ts";

const workgroup = 16;
/** For two or more cores, whose threads run in fours. */
const enoughThreads = 128;

interface Plan {
  readonly inLanes: Lanes;
  readonly outLanes: Lanes;
  /** Neighbouring taps of a thread, 1 or a whole row of the kernel. */
  readonly taps: number;
  /** Channels in of a thread, in groups of `inLanes`. */
  readonly channels: number;
  /** Its rows are taps × channels × lanes. */
  readonly block: Block;
  /** Threads that cover the filter. */
  readonly tiles: number;
  /** Shares of the rows of pixels. */
  readonly splits: number;
}

export function filterGradient(task: FilterTask, group: Group, bench: Workbench): Dispatch[] {
  const plan = planOf(task.geometry);
  const label = group.root.op.name;
  const lanes = plan.outLanes;
  const finish = (kernel: KernelText) => declareFinish(kernel, group, bench, lanes);
  if (plan.splits === 1) return [filterKernel(task, plan, label, finish, bench.target)];
  const outputs = sizeOf(task.geometry.filter) / lanes;
  const parts = addedParts({ label, outputs, lanes, splits: plan.splits, finish }, bench);
  return [filterKernel(task, plan, label, parts.store, bench.target), parts.dispatch];
}

function planOf(geometry: Geometry): Plan {
  const { x, filter, y } = geometry;
  const [kernelHeight, kernelWidth, inChannels, outChannels] = filter;
  const inLanes = inChannels % 4 === 0 ? 4 : 1;
  const outLanes = outChannels % 4 === 0 ? 4 : 1;
  const inGroups = inChannels / inLanes;
  const [mostRows, mostColumns] = flopOf(geometry) > muchFlop ? [16, 4] : [8, 2];
  const columns = divisorBelow(outChannels / outLanes, mostColumns);
  const channels = divisorBelow(inGroups, mostRows / inLanes);
  const canHoldRow = channels === inGroups && kernelWidth * channels * inLanes <= 2 * mostRows;
  const taps = canHoldRow ? kernelWidth : 1;
  const block = { rows: taps * channels * inLanes, columns, lanes: outLanes } as const;
  const tiles =
    kernelHeight *
    (kernelWidth / taps) *
    (inGroups / channels) *
    (outChannels / outLanes / columns);
  const rows = x[0] * y[1];
  const splits = Math.max(1, Math.min(Math.ceil(enoughThreads / tiles), rows, 64));
  return { inLanes, outLanes, taps, channels, block, tiles, splits };
}

function filterKernel(
  { geometry, x, dy }: FilterTask,
  plan: Plan,
  label: string,
  finish: (kernel: KernelText) => void,
  target: Target,
): Dispatch {
  const kernel = new KernelText();
  const names = {
    x: kernel.bind(x, vectorType(plan.inLanes), "read"),
    dy: kernel.bind(dy, vectorType(plan.outLanes), "read"),
  };
  finish(kernel);
  const threads = plan.tiles * plan.splits;
  const grid = gridOf(Math.ceil(threads / workgroup), target);
  const body = `let index = i32(${grid.group} * ${workgroup}u + local.x);
if (index >= ${threads}) { return; }
${filterBody(geometry, plan, names)}`;
  return {
    label,
    code: kernel.module([workgroup, 1, 1], body),
    bindings: kernel.bindings,
    workgroups: grid.workgroups,
    flop: flopOf(geometry),
  };
}

function filterBody(
  { x, filter, y, strides, before }: Geometry,
  { inLanes, outLanes, taps, channels, block, tiles, splits }: Plan,
  names: { readonly x: string; readonly dy: string },
): string {
  const [batch, outHeight, outWidth, outChannels] = y;
  const columnTiles = outChannels / outLanes / block.columns;
  const inGroups = filter[2] / inLanes;
  const channelTiles = inGroups / channels;
  const tapTiles = filter[1] / taps;
  const rows = batch * outHeight;
  const each = Math.ceil(rows / splits);
  const size = sizeOf(filter) / outLanes;
  return `let tile = index % ${tiles};
let split = index / ${tiles};
let column = (tile % ${columnTiles}) * ${block.columns};
let channel = ((tile / ${columnTiles}) % ${channelTiles}) * ${channels};
let tx = ((tile / ${columnTiles * channelTiles}) % ${tapTiles}) * ${taps};
let ty = tile / ${columnTiles * channelTiles * tapTiles};
${declareSums(block)}
let end = min((split + 1) * ${each}, ${rows});
for (var row = split * ${each}; row < end; row++) {
  let image = row / ${outHeight};
  let py = (row % ${outHeight}) * ${strides[0]} - ${before[0]} + ty;
  if (u32(py) >= ${x[1]}u) { continue; }
  let base = (image * ${x[1]} + py) * ${x[2]};
  for (var across = 0; across < ${outWidth}; across++) {
    let px = across * ${strides[1]} - ${before[1]} + tx;
    let pixel = (row * ${outWidth} + across) * ${outChannels / outLanes} + column;
    ${eachColumn(block, (at) => `let d${at} = ${names.dy}[pixel + ${at}];`)}
    ${tapLoads(taps, channels, x[2], inGroups, inLanes, names.x)}
    ${addToSums(block, (at, column) => `${rowFactor(at, channels, inLanes)} * d${column}`)}
  }
}
let first = split * ${size} + ((ty * ${filter[1]} + tx) * ${filter[2]} + channel * ${inLanes}) * ${outChannels / outLanes} + column;
${rowFinishes(block, channels * inLanes, filter[2], outChannels / outLanes)}`;
}

/** Loads of the image under each tap of the thread. */
function tapLoads(
  taps: number,
  channels: number,
  width: number,
  inGroups: number,
  inLanes: Lanes,
  x: string,
): string {
  const type = vectorType(inLanes);
  return Array.from({ length: taps }, (_, tap) => {
    const loads = Array.from(
      { length: channels },
      (_, channel) =>
        `let a${tap}_${channel} = select(${type}(), ${x}[at${tap} + ${channel}], isInside${tap});`,
    );
    return `let isInside${tap} = u32(px + ${tap}) < ${width}u;
let at${tap} = (base + px + ${tap}) * ${inGroups} + channel;
${loads.join("\n")}`;
  }).join("\n");
}

/** The number of row `at` of the block: a lane of a tap's channels. */
function rowFactor(at: number, channels: number, inLanes: Lanes): string {
  const perTap = channels * inLanes;
  const within = at % perTap;
  const name = `a${Math.floor(at / perTap)}_${Math.floor(within / inLanes)}`;
  return component(name, within % inLanes, inLanes);
}

function rowFinishes(block: Block, perTap: number, inChannels: number, outGroups: number): string {
  return Array.from({ length: block.rows }, (_, row) => {
    const down = Math.floor(row / perTap) * inChannels + (row % perTap);
    return finishRow(block, row, (_, column) => `first + ${down * outGroups + column}`);
  }).join("\n");
}
