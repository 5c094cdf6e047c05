/**
 * A matrix product in tiles, for GPUs: the threads of a workgroup load a tile of each operand into
 * workgroup memory and multiply from there, 4 × 4 results a thread. Sums are split where the results
 * alone would leave the device idle.
 */
import { KernelText, type Size3 } from "../../../wgsl/kernelText.ts";
import type { Lanes } from "../../../wgsl/words.ts";
import { gridOf } from "../../grid.ts";
import type { Dispatch, Target } from "../../workbench.ts";

/** One factor of the product: rows × depth, or depth × columns. */
export interface Operand {
  /** Along which axis four numbers are loaded at once: `side` is that of the rows or columns. */
  readonly along: "depth" | "side";
  /** WGSL body of a function (side: i32, depth: i32) → vec4f, with zeros beyond the ends. */
  readonly load: string;
}

export interface TiledProduct {
  readonly label: string;
  /** Of one phase. */
  readonly rows: number;
  readonly columns: number;
  /** Terms of each sum; of the phase with most. */
  readonly depth: number;
  /** Products of the same size, told apart by the variable `phase` (i32). */
  readonly phases: number;
  readonly a: Operand;
  readonly b: Operand;
  /** WGSL body of a function (row: i32) → i32, the row of the output, or −1 where there is none. */
  readonly outputRow: string;
  /** Of what `finish` takes. */
  readonly lanes: Lanes;
  readonly flop: number;
}

export interface TileShape {
  /** Results of a workgroup. */
  readonly rows: number;
  readonly columns: number;
  /** Terms that are loaded at once. */
  readonly depth: number;
  /** Shares of each sum. */
  readonly splits: number;
}

/** So many workgroups keep a GPU busy. */
const enoughGroups = 256;
const mostSplits = 32;

export function tileShape({ rows, columns, depth, phases }: TiledProduct): TileShape {
  const results = rows * columns * phases;
  const threads = results > 256 * 1024 ? 256 : 64;
  const tileColumns = Math.min(powerAbove(columns), threads === 256 ? 64 : 32);
  const tileRows = Math.min((threads * 16) / tileColumns, Math.max(4, powerAbove(rows)));
  const tileDepth = tileRows > 128 ? 8 : 16;
  const tiles = Math.ceil(rows / tileRows) * Math.ceil(columns / tileColumns) * phases;
  const wanted = Math.ceil(enoughGroups / tiles);
  const longest = Math.floor(depth / (4 * tileDepth));
  const splits = Math.max(1, Math.min(wanted, longest, mostSplits));
  return { rows: tileRows, columns: tileColumns, depth: tileDepth, splits };
}

/** The smallest power of two that is at least 4 and at least `limit`. */
const powerAbove = (limit: number): number => Math.max(4, 2 ** Math.ceil(Math.log2(limit)));

/**
 * @param declare what `load` needs, and `finish(index, total)`, which with splits gets the index in
 *                [splits, output rows, columns]
 * @param outputs numbers of the whole output
 */
export function tileKernel(
  product: TiledProduct,
  shape: TileShape,
  outputs: number,
  declare: (kernel: KernelText) => void,
  target: Target,
): Dispatch {
  const kernel = new KernelText();
  declare(kernel);
  declareLoads(kernel, product, shape);
  const across = Math.ceil(product.columns / shape.columns);
  const down = Math.ceil(product.rows / shape.rows);
  const grid = gridOf(across * down * product.phases * shape.splits, target);
  const workgroup: Size3 = [(shape.rows * shape.columns) / 16, 1, 1];
  const share = Math.ceil(product.depth / shape.splits / shape.depth) * shape.depth;
  const body = `let tile = i32(${grid.group});
let firstColumn = (tile % ${across}) * ${shape.columns};
let firstRow = (tile / ${across} % ${down}) * ${shape.rows};
phase = tile / ${across * down} % ${product.phases};
let split = tile / ${across * down * product.phases};
let thread = i32(local.x);
let column = thread % ${shape.columns / 4};
let row = thread / ${shape.columns / 4};
var s0 = vec4f();
var s1 = vec4f();
var s2 = vec4f();
var s3 = vec4f();
let end = min((split + 1) * ${share}, ${product.depth});
for (var depth = split * ${share}; depth < end; depth += ${shape.depth}) {
  ${loadTile("a", product.a, shape.rows, shape.depth, workgroup[0])}
  ${loadTile("b", product.b, shape.columns, shape.depth, workgroup[0])}
  workgroupBarrier();
  for (var k = 0; k < ${shape.depth / 4}; k++) {
    ${multiply(product, shape)}
  }
  workgroupBarrier();
}
if (split >= ${shape.splits}) { return; }
${finishRows(product, outputs)}`;
  return {
    label: product.label,
    code: kernel.module(workgroup, body),
    bindings: kernel.bindings,
    workgroups: grid.workgroups,
    flop: product.flop,
  };
}

function declareLoads(kernel: KernelText, product: TiledProduct, shape: TileShape): void {
  kernel.declare("var<private> phase: i32;");
  const sides = { a: shape.rows, b: shape.columns } as const;
  for (const name of ["a", "b"] as const) {
    const { along, load } = product[name];
    const size =
      along === "side" ? (sides[name] / 4) * shape.depth : sides[name] * stride(shape.depth);
    kernel.declare(`var<workgroup> ${name}Tile: array<vec4f, ${size}>;`);
    kernel.declare(`fn ${name}Load(side: i32, depth: i32) -> vec4f {\n${load}\n}`);
  }
  kernel.declare(`fn outputRow(row: i32) -> i32 {\n${product.outputRow}\n}`);
}

/** From one row to the next of a tile with fours along the depth: odd, so that memory banks differ. */
const stride = (depth: number): number => depth / 4 + 1;

/** Four neighbouring columns of a thread lie a quarter of the tile apart, for the same reason. */
const placed = (side: string, sides: number): string =>
  `(${side} % 4 * ${sides / 4} + ${side} / 4)`;

function loadTile(
  name: "a" | "b",
  { along }: Operand,
  sides: number,
  depth: number,
  threads: number,
): string {
  const first = name === "a" ? "firstRow" : "firstColumn";
  const count = (sides * depth) / 4;
  const load =
    along === "depth"
      ? `let side = at / ${depth / 4};
let four = at % ${depth / 4};
${name}Tile[${placed("side", sides)} * ${stride(depth)} + four] = ${name}Load(${first} + side, depth + four * 4);`
      : `let four = at % ${sides / 4};
${name}Tile[at] = ${name}Load(${first} + four * 4, depth + at / ${sides / 4});`;
  return `for (var at = thread; at < ${count}; at += ${threads}) {\n${load}\n}`;
}

const lanes = [0, 1, 2, 3] as const;
const letter = (lane: number): string => "xyzw"[lane] as string; // lanes of a vec4

/** Adds four terms to each of the thread's sums. */
function multiply({ a, b }: TiledProduct, shape: TileShape): string {
  const at = (name: string, { along }: Operand, sides: number, place: string, lane: number) =>
    along === "depth"
      ? `let ${name}${lane} = ${name}Tile[(${lane * (sides / 4)} + ${place}) * ${stride(shape.depth)} + k];`
      : `let ${name}${lane} = ${name}Tile[(k * 4 + ${lane}) * ${sides / 4} + ${place}];`;
  const loads = lanes.flatMap((lane) => [
    at("a", a, shape.rows, "row", lane),
    at("b", b, shape.columns, "column", lane),
  ]);
  const factor = (row: number, term: number) =>
    a.along === "depth" ? `a${row}.${letter(term)}` : `a${term}.${letter(row)}`;
  const sums = lanes.map((row) => {
    if (b.along === "side")
      return `s${row} += ${lanes.map((term) => `${factor(row, term)} * b${term}`).join(" + ")};`;
    const terms =
      a.along === "depth"
        ? `a${row}`
        : `vec4f(${lanes.map((term) => factor(row, term)).join(", ")})`;
    return `s${row} += vec4f(${lanes.map((column) => `dot(${terms}, b${column})`).join(", ")});`;
  });
  return [...loads, ...sums].join("\n");
}

function finishRows({ columns, rows, lanes: finished }: TiledProduct, outputs: number): string {
  const each = lanes.map((row) => {
    const store =
      finished === 4
        ? `finish(u32((split * ${outputs} + out * ${columns} + left) / 4), s${row});`
        : lanes
            .map(
              (lane) =>
                `if (left + ${lane} < ${columns}) { finish(u32(split * ${outputs} + out * ${columns} + left + ${lane}), s${row}.${letter(lane)}); }`,
            )
            .join("\n");
    return `{
  let at = firstRow + row * 4 + ${row};
  let out = outputRow(min(at, ${rows - 1}));
  if ((at < ${rows}) & (out >= 0) & (left < ${columns})) {
    ${store}
  }
}`;
  });
  return [`let left = firstColumn + column * 4;`, ...each].join("\n");
}
