/** Convolutions of 3 × 3 taps at stride 1 by fewer products; their rounding is a little coarser. */
import { type Node, type Program, type ValueId, writesOf } from "../../../graph/program.ts";
import type { Epilogue } from "../epilogues.ts";
import type { Lowering, NodeOf } from "./lowering.ts";
import { endingOf } from "./products.ts";

type Shape4 = readonly [number, number, number, number];

/** Channels on either side below which turning costs more than it saves. */
const fewestChannels = 8;
/** Output pixels of an image below which most of a tile would be thrown away. */
const fewestPixels = 9;

const tileSide = 4;
const places = 36;
const panel = 8;
/** Room for what some tiles become, floats: half of a usual second-level cache. */
const turnedFloats = 65_536;
const mostTiles = 32;
/** ns for one multiply-add of four, with loads, and for a number that is turned. */
const [productNs, turnNs] = [0.04, 0.3];

/**
 * Which convolutions of a program are taken by tiles. None where a program writes to state: training is
 * held to its numbers bit by bit, and its filters change with every step.
 */
export function tiledOf(program: Program): ReadonlySet<Node> {
  if (program.nodes.some((node) => writesOf(node).length > 0)) return new Set();
  return new Set(program.nodes.filter((node) => fits(program, node)));
}

function fits({ values }: Program, { op, inputs, outputs }: Node): boolean {
  if (op.name !== "conv") return false;
  const sides = (id: ValueId | undefined) => values[id ?? -1]?.shape ?? [];
  const [tapsDown, tapsAcross, channels = 0, width = 0] = sides(inputs[1]);
  const [, rows = 0, columns = 0] = sides(outputs[0]);
  return (
    tapsDown === 3 &&
    tapsAcross === 3 &&
    op.strides.every((stride) => stride === 1) &&
    Math.min(channels, width) >= fewestChannels &&
    rows * columns >= fewestPixels
  );
}

export function winograd(
  lowering: Lowering,
  { op, inputs, outputs }: NodeOf<"conv">,
  epilogue?: Epilogue,
): void {
  const [[x, filter], [y]] = [inputs as [ValueId, ValueId], outputs as [ValueId]];
  const [images, height, breadth, channels] = lowering.shape(x) as Shape4;
  const [, rows, columns, width] = lowering.shape(y) as Shape4;
  const depth = Math.ceil(channels / 4) * 4;
  const all = images * Math.ceil(rows / tileSide) * Math.ceil(columns / tileSide);
  const tiles = tilesAtOnce(all, depth, lowering.threads);
  const scratchStride = places * tiles * depth;
  lowering.plan.emit(
    "winograd",
    {
      input: lowering.place(x),
      filters: filtersOf(lowering, filter, depth),
      ...endingOf(lowering, y, epilogue),
      scratch: lowering.plan.temporary(lowering.threads * scratchStride),
      scratchStride,
      tiles,
      images,
      height,
      breadth,
      channels,
      rows,
      columns,
      width,
      top: op.padding.top,
      left: op.padding.left,
      isPooled: Number(epilogue?.isPooled ?? false),
    },
    all * places * (((depth * width) / 4) * productNs + ((depth + width) / 4) * turnNs),
  );
}

/** A multiple of four, so small that each thread has some. */
function tilesAtOnce(all: number, depth: number, threads: number): number {
  const fitting = Math.min(mostTiles, turnedFloats / (places * depth), all / (2 * threads));
  return Math.max(1, Math.floor(fitting / 4)) * 4;
}

function filtersOf(lowering: Lowering, filter: ValueId, depth: number) {
  const [, , channels, width] = lowering.shape(filter) as Shape4;
  const from = lowering.place(filter);
  return lowering.plan.shared("winograd's filters", from, () => {
    const to = lowering.plan.temporary(Math.ceil(width / panel) * panel * places * depth);
    lowering.plan.emit("winogradFilters", { from, to, channels, depth, width }, depth * width * 10);
    return to;
  });
}
