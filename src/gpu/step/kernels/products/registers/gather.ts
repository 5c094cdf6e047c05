/**
 * Convolution, and its gradient for the input (transposed convolution): each thread gathers a block of
 * pixels × channels into registers. With stride s the gradient falls into s × s phases, each a small
 * convolution with the taps that meet it, so that no tap is wasted on zeros in between.
 */
import type { Group } from "../../../plan/fuse.ts";
import { KernelText } from "../../../wgsl/kernelText.ts";
import type { Lanes } from "../../../wgsl/words.ts";
import { declareFinish } from "../../finish.ts";
import { gridOf } from "../../grid.ts";
import type { Dispatch, Workbench } from "../../workbench.ts";
import { divisorBelow, flopOf, muchFlop } from "../geometry.ts";
import { type GatherTask, phaseStatements, phasesOf } from "../tasks.ts";
import {
  addToSums,
  type Block,
  component,
  declareSums,
  eachColumn,
  eachRow,
  finishRow,
  vectorType,
} from "./block.ts";

const workgroup = 16;
/** For two or more cores, whose threads run in fours. */
const enoughThreads = 64;
/** Of a thread. */
const mostSums = 128;

/** Sizes as the thread sees them: `channels` in, `columns` out. */
interface Plan {
  readonly channels: number;
  readonly depthLanes: Lanes;
  readonly columns: number;
  readonly block: Block;
  /** Along which of the two the filter's numbers are neighbours. */
  readonly filterAlong: "channels" | "columns";
  /** Pixels of a phase, the largest one. */
  readonly pixels: number;
  readonly phases: number;
}

export function gather(task: GatherTask, group: Group, bench: Workbench): Dispatch[] {
  const plan = planOf(task);
  const { block, columns, pixels, phases } = plan;
  const kernel = new KernelText();
  const threads = Math.ceil(pixels / block.rows) * (columns / block.lanes / block.columns);
  const groups = Math.ceil(threads / workgroup);
  const grid = gridOf(groups * phases, bench.target);
  const text = new GatherText(task, plan, kernel);
  declareFinish(kernel, group, bench, block.lanes);
  const body = `let workgroup = ${grid.group};
let index = i32((workgroup / ${phases}u) * ${workgroup}u + local.x);
if (index >= ${threads}) { return; }
let phase = i32(workgroup % ${phases}u);
${text.body}`;
  return [
    {
      label: group.root.op.name,
      code: kernel.module([workgroup, 1, 1], body),
      bindings: kernel.bindings,
      workgroups: grid.workgroups,
      flop: flopOf(task.geometry),
    },
  ];
}

function planOf({ direction, geometry }: GatherTask): Plan {
  const { x, y } = geometry;
  const [channels, columns] = direction === "forward" ? [x[3], y[3]] : [y[3], x[3]];
  const lanes = columns % 4 === 0 ? 4 : 1;
  const along = direction === "forward" ? "columns" : "channels";
  const flat = channels === 1 ? "columns" : columns === 1 ? "channels" : along; // either way the same
  const { count, height, width } = phasesOf(geometry);
  const [phases, pixels] =
    direction === "forward" ? [1, y[0] * y[1] * y[2]] : [count, x[0] * height * width];
  const block = blockFor({ columns, filterAlong: flat }, lanes, pixels * phases, flopOf(geometry));
  const depthLanes = channels % 4 === 0 ? 4 : 1;
  return { channels, depthLanes, columns, block, filterAlong: flat, pixels, phases };
}

/**
 * As large as leaves enough threads: each number loaded is then used more often. Large blocks are wide
 * rather than tall where the filter is read along the channels: faster, and compiled in half the time.
 */
function blockFor(
  { columns, filterAlong }: Pick<Plan, "columns" | "filterAlong">,
  lanes: Lanes,
  pixels: number,
  flop: number,
): Block {
  const isLarge = flop > muchFlop;
  const isWide = lanes === 1 || (isLarge && filterAlong === "channels");
  const fours = divisorBelow(columns / lanes, isWide ? 4 : 2);
  const threads = (rows: number) => (pixels / rows) * (columns / lanes / fours);
  let rows = isLarge ? 16 : 8;
  while (rows > 1 && (rows * fours * lanes > mostSums || threads(rows) < enoughThreads)) rows /= 2;
  return { rows, columns: fours, lanes };
}

/** Writes the body of the kernel. All its index arithmetic is in i32, as places may lie outside. */
class GatherText {
  readonly #task: GatherTask;
  readonly #plan: Plan;
  readonly #source: string;
  readonly #filter: string;

  constructor(task: GatherTask, plan: Plan, kernel: KernelText) {
    this.#task = task;
    this.#plan = plan;
    this.#source = kernel.bind(task.source, vectorType(plan.depthLanes), "read");
    this.#filter = kernel.bind(task.filter, vectorType(this.#filterLanes), "read");
  }

  get #filterLanes(): Lanes {
    const { filterAlong, depthLanes, block } = this.#plan;
    return filterAlong === "columns" ? block.lanes : depthLanes;
  }

  get body(): string {
    const { block, columns, channels, depthLanes } = this.#plan;
    const tiles = columns / block.lanes / block.columns;
    return `let column = (index % ${tiles}) * ${block.columns};
let firstRow = (index / ${tiles}) * ${block.rows};
${this.#phase}
${eachRow(block, (row) => this.#row(row))}
${declareSums(block)}
for (var ty = 0; ty < tapsDown; ty++) {
  for (var tx = 0; tx < tapsAcross; tx++) {
    ${this.#tap}
    ${eachRow(block, (row) => this.#place(row))}
    for (var c = 0; c < ${channels / depthLanes}; c++) {
      ${eachRow(block, (row) => this.#load(row))}
      ${this.#multiply}
    }
  }
}
${eachRow(block, (row) => this.#finish(row))}`;
  }

  /** Which outputs and taps this is about: of one phase. */
  get #phase(): string {
    const { direction, geometry } = this.#task;
    const [down, across] = geometry.filter;
    return direction === "forward"
      ? `let tapsDown = ${down};\nlet tapsAcross = ${across};`
      : phaseStatements(geometry);
  }

  /** Where a row of the block lies in what is gathered, at the first tap; and in the output. */
  #row(row: number): string {
    const { direction, geometry } = this.#task;
    const { x, y, strides, before } = geometry;
    const isForward = direction === "forward";
    const phases = phasesOf(geometry);
    const [height, width] = isForward ? [y[1], y[2]] : [phases.height, phases.width];
    const source = isForward ? x : y;
    const decomposed = `let row${row} = min(firstRow + ${row}, ${this.#plan.pixels - 1});
let across${row} = row${row} % ${width};
let down${row} = (row${row} / ${width}) % ${height};
let image${row} = row${row} / ${width * height};
let base${row} = image${row} * ${source[1] * source[2]};`;
    return isForward
      ? `${decomposed}
let y${row} = down${row} * ${strides[0]} - ${before[0]};
let x${row} = across${row} * ${strides[1]} - ${before[1]};`
      : `${decomposed}
let y${row} = down${row} + fromY;
let x${row} = across${row} + fromX;`;
  }

  /** The tap's place in the filter. */
  get #tap(): string {
    const { direction, geometry } = this.#task;
    const [, width] = geometry.filter;
    const [down, across] = geometry.strides;
    return direction === "forward"
      ? `let tap = ty * ${width} + tx;`
      : `let tap = (phaseY + ${down} * ty) * ${width} + phaseX + ${across} * tx;`;
  }

  #place(row: number): string {
    const { direction, geometry } = this.#task;
    const source = direction === "forward" ? geometry.x : geometry.y;
    const sign = direction === "forward" ? "+" : "-";
    const groups = this.#plan.channels / this.#plan.depthLanes;
    return `let py${row} = y${row} ${sign} ty;
let px${row} = x${row} ${sign} tx;
let isInside${row} = (u32(py${row}) < ${source[1]}u) & (u32(px${row}) < ${source[2]}u);
let at${row} = (base${row} + py${row} * ${source[2]} + px${row}) * ${groups};`;
  }

  #load(row: number): string {
    const type = vectorType(this.#plan.depthLanes);
    return `let a${row} = select(${type}(), ${this.#source}[at${row} + c], isInside${row});`;
  }

  get #multiply(): string {
    const { block, filterAlong, channels, columns, depthLanes } = this.#plan;
    if (filterAlong === "columns") {
      const groups = columns / block.lanes;
      const lanes = Array.from({ length: depthLanes }, (_, lane) => lane);
      const loads = lanes.map((lane) => {
        const first = `((tap * ${channels} + c * ${depthLanes} + ${lane}) * ${groups} + column)`;
        return eachColumn(
          block,
          (column) => `let f${lane}_${column} = ${this.#filter}[${first} + ${column}];`,
        );
      });
      const term = (row: number, column: number) =>
        lanes
          .map((lane) => `${component(`a${row}`, lane, depthLanes)} * f${lane}_${column}`)
          .join(" + ");
      return `${loads.join("\n")}\n${addToSums(block, term)}`;
    }
    const groups = channels / depthLanes;
    const each = Array.from({ length: block.columns * block.lanes }, (_, column) => column);
    const loads = each.map(
      (column) =>
        `let f${column} = ${this.#filter}[(tap * ${columns} + column * ${block.lanes} + ${column}) * ${groups} + c];`,
    );
    const product = (row: number, column: number) =>
      depthLanes === 4 ? `dot(a${row}, f${column})` : `a${row} * f${column}`;
    const term = (row: number, column: number) =>
      block.lanes === 1
        ? product(row, column)
        : `vec4f(${[0, 1, 2, 3].map((lane) => product(row, column * 4 + lane)).join(", ")})`;
    return `${loads.join("\n")}\n${addToSums(block, term)}`;
  }

  #finish(row: number): string {
    const { block, columns, pixels } = this.#plan;
    const { direction, geometry } = this.#task;
    const { x, strides } = geometry;
    const groups = columns / block.lanes;
    const store = (pixel: string) =>
      finishRow(block, row, (_, column) => `${pixel} * ${groups} + column + ${column}`);
    const isEven = pixels % block.rows === 0;
    if (direction === "forward")
      return guarded(isEven ? [] : [`firstRow + ${row} < ${pixels}`], store(`row${row}`));
    const conditions = [
      ...(isEven ? [] : [`firstRow + ${row} < ${pixels}`]),
      ...(x[1] % strides[0] === 0 ? [] : [`outY${row} < ${x[1]}`]),
      ...(x[2] % strides[1] === 0 ? [] : [`outX${row} < ${x[2]}`]),
    ];
    return `let outY${row} = startY + down${row} * ${strides[0]};
let outX${row} = startX + across${row} * ${strides[1]};
${guarded(conditions, store(`((image${row} * ${x[1]} + outY${row}) * ${x[2]} + outX${row})`))}`;
  }
}

/** Without branches where there is nothing to ask; `&` evaluates both sides, without a branch each. */
function guarded(conditions: readonly string[], statements: string): string {
  if (conditions.length === 0) return statements;
  return `if (${conditions.map((text) => `(${text})`).join(" & ")}) {\n${statements}\n}`;
}
