/** Matrix products and convolutions, as the two kernels that `native` has for them. */
import { sizeOf, type ValueId } from "../../../graph/program.ts";
import type { Epilogue } from "../epilogues.ts";
import { ahead, type Fields, type Place } from "../plan.ts";
import { emitCopy } from "./copies.ts";
import type { Lowering, NodeOf } from "./lowering.ts";
import { stridesOf } from "./walks.ts";

/** What a product ends in: a bias per column, then leaky ReLU (slope 1: none). */
export interface Ending {
  readonly bias: Place | null;
  readonly slope: number;
}

/** The output of a product node with whatever was fused to it. */
export function endingOf(
  lowering: Lowering,
  output: ValueId,
  epilogue: Epilogue | undefined,
): Ending & { readonly output: Place } {
  return {
    output: lowering.place(epilogue?.output ?? output),
    bias:
      epilogue?.bias === undefined || epilogue.bias === null ? null : lowering.place(epilogue.bias),
    slope: epilogue?.slope ?? 1,
  };
}

/** ns for one multiply-add of four, with loads. */
const nsEach = 0.04;

/** A matrix by three axes of lines: [outer · middle · inner, width]. */
export interface Matrix {
  readonly place: Place;
  readonly lines: readonly [outer: number, middle: number, inner: number];
  readonly strides: readonly [outer: number, middle: number, inner: number];
  readonly width: number;
  readonly columnStride: number;
}

type Panels = Pick<Fields<"rowsProduct">, "panels" | "panelStride" | "lineStride" | "width">;

/** Uses of a line below which laying it out costs more than it saves. */
const fewUses = 16;

/**
 * The second factor as panels. One whose lines lie as they are needed, and which is used only a few
 * times, or is as wide as one panel, is read where it is.
 * @param uses how often each number is read
 */
export function panelsOf(lowering: Lowering, matrix: Matrix, uses: number): Panels {
  const { place, lines, strides, width, columnStride } = matrix;
  const [outer, middle, inner] = lines;
  const all = outer * middle * inner;
  const [outerStride, middleStride, innerStride] = strides;
  const isDense =
    columnStride === 1 &&
    (inner === 1 || innerStride === width) &&
    (middle === 1 || middleStride === width * inner) &&
    (outer === 1 || outerStride === width * inner * middle);
  if (all === 0 || (isDense && (width === 4 || width === 8 || uses <= fewUses))) {
    return { panels: place, panelStride: 1, lineStride: width, width };
  }
  const panels = lowering.plan.shared(
    `panels ${lines} ${strides} ${width} ${columnStride}`,
    place,
    () => {
      const to = lowering.plan.temporary(all * Math.ceil(width / 4) * 4);
      lowering.plan.emit(
        "pack",
        {
          from: place,
          to,
          outer,
          middle,
          inner,
          outerStride,
          middleStride,
          innerStride,
          width,
          columnStride,
        },
        all * width * (columnStride === 1 ? 0.2 : 1),
      );
      return to;
    },
  );
  return { panels, panelStride: all, lineStride: 0, width };
}

/** Widest product, and fewest terms, that go by dot products. */
const mostDots = 3;
const fewestTerms = 16;

/** The second factor as whole columns, one after another; read where it is if it lies so. */
function columnsOf(
  lowering: Lowering,
  { place, lines, strides, width, columnStride }: Matrix,
): Panels {
  const shape = [width, ...lines];
  const dense = stridesOf(shape);
  const own = [columnStride, ...strides];
  const isDense = shape.every((side, axis) => side === 1 || own[axis] === dense[axis]);
  const columns = isDense
    ? place
    : lowering.plan.shared(`columns ${shape} by ${own}`, place, () => {
        const to = lowering.plan.temporary(sizeOf(shape));
        emitCopy(lowering.plan, shape, { place, strides: own }, { place: to, strides: dense });
        return to;
      });
  return { panels: columns, panelStride: 0, lineStride: 0, width };
}

/** Where a product's output pixels take their input from. */
export type Grid = Pick<
  Fields<"columnsProduct">,
  | "images"
  | "rows"
  | "columns"
  | "imageStride"
  | "rowStride"
  | "columnStride"
  | "segments"
  | "segmentStride"
  | "segmentLength"
>;

export type OutStrides = Pick<
  Fields<"rowsProduct">,
  "outImageStride" | "outRowStride" | "outColumnStride"
>;

export function emitRowsProduct(
  lowering: Lowering,
  input: Place,
  matrix: Matrix,
  grid: Grid,
  out: OutStrides & Ending & { readonly output: Place },
): void {
  const pixels = grid.images * grid.rows * grid.columns;
  const lines = grid.segments * grid.segmentLength;
  const isByColumns = matrix.width <= mostDots && lines >= fewestTerms;
  const factor = isByColumns
    ? columnsOf(lowering, matrix)
    : panelsOf(lowering, matrix, Math.ceil(pixels / 4));
  const ns = pixels * (10 + (lines + 4) * Math.ceil(matrix.width / 4) * nsEach);
  const fields = { input, ...factor, isByColumns: Number(isByColumns), ...grid, ...out };
  lowering.plan.emit("rowsProduct", fields, ns);
}

export function emitColumnsProduct(
  lowering: Lowering,
  input: Place,
  matrix: Matrix,
  grid: Grid,
  output: Place,
): void {
  const lines = grid.segments * grid.segmentLength;
  const pixels = grid.images * grid.rows * grid.columns;
  const panels = panelsOf(lowering, matrix, Math.ceil(lines / 4));
  const ns = (lines + 4) * (pixels + 4) * Math.ceil(matrix.width / 4) * nsEach;
  lowering.plan.emit("columnsProduct", { input, ...panels, ...grid, output }, ns);
}

export function matMul(
  lowering: Lowering,
  { op: { transposeA, transposeB }, inputs, outputs }: NodeOf<"matMul">,
  epilogue?: Epilogue,
): void {
  const [[a, b], [out]] = [inputs as [ValueId, ValueId], outputs as [ValueId]];
  const [rows, width] = lowering.shape(out).slice(-2) as [number, number];
  const inner = lowering.shape(a).at(transposeA ? -2 : -1) as number; // rank ≥ 2
  const ending = endingOf(lowering, out, epilogue);
  const batchOf = (id: ValueId, size: number) => lowering.size(id) / size;
  const [batchA, batchB] = [batchOf(a, rows * inner), batchOf(b, inner * width)];
  for (let at = 0; at < batchOf(out, rows * width); at++) {
    const input = ahead(lowering.place(a), (at % batchA) * rows * inner);
    const place = ahead(lowering.place(b), (at % batchB) * inner * width);
    const [lineStride, columnStride] = transposeB ? [1, inner] : [width, 1];
    const matrix: Matrix = {
      place,
      lines: [1, 1, inner],
      strides: [0, 0, lineStride],
      width,
      columnStride,
    };
    const output = ahead(ending.output, at * rows * width);
    if (transposeA) {
      const grid = matrixGrid(inner, rows, rows);
      emitColumnsProduct(lowering, input, matrix, grid, output);
    } else {
      const out = { outImageStride: 0, outRowStride: 0, outColumnStride: width, ...ending, output };
      emitRowsProduct(lowering, input, matrix, matrixGrid(rows, inner, inner), out);
    }
  }
}

/** Every row of a matrix is one stretch of `length`, with `stride` from one to the next. */
function matrixGrid(rows: number, stride: number, length: number): Grid {
  return {
    images: 1,
    rows: 1,
    columns: rows,
    imageStride: 0,
    rowStride: 0,
    columnStride: stride,
    segments: 1,
    segmentStride: 0,
    segmentLength: length,
  };
}
