/**
 * Convolutions without laying anything out but a frame of zeros around the image: for one filter row, the
 * taps of an output pixel and their channels lie side by side in memory.
 */
import type { ValueId } from "../../../graph/program.ts";
import type { Epilogue } from "../epilogues.ts";
import { ahead, type Place } from "../plan.ts";
import type { Lowering, NodeOf } from "./lowering.ts";
import {
  emitColumnsProduct,
  emitRowsProduct,
  endingOf,
  type Grid,
  type Matrix,
} from "./products.ts";

type Shape4 = readonly [number, number, number, number];

/** Images with enough zeros around them that no window leaves them. */
interface Framed {
  readonly place: Place;
  readonly height: number;
  readonly width: number;
}

/**
 * [B, H, W, C] → [B, height, width, C] with the image `top` down and `left` across; what lies beyond is
 * left out. Itself where nothing would be added.
 */
function framed(
  lowering: Lowering,
  id: ValueId,
  { top, left, height, width }: { top: number; left: number; height: number; width: number },
): Framed {
  const [images, oldHeight, oldWidth, channels] = lowering.shape(id) as Shape4;
  const place = lowering.place(id);
  if (top === 0 && left === 0 && height <= oldHeight && width <= oldWidth) {
    return { place, height: oldHeight, width: oldWidth };
  }
  const key = `framed ${top} ${left} ${height} ${width}`;
  const inFrame = lowering.plan.shared(key, place, () => {
    const floats = images * height * width * channels;
    const to = lowering.plan.temporary(floats);
    lowering.plan.emit(
      "padImages",
      {
        from: place,
        to,
        images,
        height: oldHeight,
        width: oldWidth * channels,
        top,
        left: left * channels,
        outHeight: height,
        outWidth: width * channels,
      },
      floats * 0.2,
    );
    return to;
  });
  return { place: inFrame, height, width };
}

/** The frame of x for a convolution, and how the windows of its output pixels lie in it. */
function windowsOf(
  lowering: Lowering,
  x: ValueId,
  filter: readonly number[],
  y: readonly number[],
  { strides: [down, across], padding }: NodeOf<"conv" | "convFilterGradient">["op"],
): { readonly place: Place; readonly grid: Grid } {
  const [images, rows, columns] = y as Shape4;
  const [tapsDown, tapsAcross, channels] = filter as Shape4;
  const { place, height, width } = framed(lowering, x, {
    top: padding.top,
    left: padding.left,
    height: (rows - 1) * down + tapsDown,
    width: (columns - 1) * across + tapsAcross,
  });
  const grid = {
    images,
    rows,
    columns,
    imageStride: height * width * channels,
    rowStride: down * width * channels,
    columnStride: across * channels,
    segments: tapsDown,
    segmentStride: width * channels,
    segmentLength: tapsAcross * channels,
  };
  return { place, grid };
}

export function conv(
  lowering: Lowering,
  { op, inputs, outputs }: NodeOf<"conv">,
  epilogue?: Epilogue,
): void {
  const [[x, filter], [y]] = [inputs as [ValueId, ValueId], outputs as [ValueId]];
  const [, rows, columns, width] = lowering.shape(y) as Shape4;
  const { place, grid } = windowsOf(lowering, x, lowering.shape(filter), lowering.shape(y), op);
  const matrix: Matrix = {
    place: lowering.place(filter),
    lines: [1, 1, lowering.size(filter) / width],
    strides: [0, 0, width],
    width,
    columnStride: 1,
  };
  emitRowsProduct(lowering, place, matrix, grid, {
    outImageStride: rows * columns * width,
    outRowStride: columns * width,
    outColumnStride: width,
    ...endingOf(lowering, y, epilogue),
  });
}

export function convFilterGradient(
  lowering: Lowering,
  { op, inputs, outputs }: NodeOf<"convFilterGradient">,
): void {
  const [[x, dy], [dFilter]] = [inputs as [ValueId, ValueId], outputs as [ValueId]];
  const [images, rows, columns, width] = lowering.shape(dy) as Shape4;
  const { place, grid } = windowsOf(lowering, x, lowering.shape(dFilter), lowering.shape(dy), op);
  const matrix: Matrix = {
    place: lowering.place(dy),
    lines: [1, 1, images * rows * columns],
    strides: [0, 0, width],
    width,
    columnStride: 1,
  };
  emitColumnsProduct(lowering, place, matrix, grid, lowering.place(dFilter));
}

/**
 * Pixels of dx whose place modulo the stride is the same, along one axis: a plain convolution of dy with
 * the taps that meet them (sub-pixel convolution, Shi et al., arXiv 1609.07009).
 */
interface Phase {
  /** First pixel and how many there are, `stride` apart. */
  readonly first: number;
  readonly count: number;
  /** First tap and how many there are, `stride` apart; they are used in reverse. */
  readonly tap: number;
  readonly taps: number;
  /** Place of the first dy under the first pixel's window; may be negative. */
  readonly start: number;
}

function phasesOf(side: number, taps: number, stride: number, before: number): Phase[] {
  const phases = Array.from({ length: stride }, (_, tap): Phase => {
    const first = (((tap - before) % stride) + stride) % stride;
    const count = Math.max(0, Math.ceil((side - first) / stride));
    const own = Math.max(0, Math.ceil((taps - tap) / stride));
    return { first, count, tap, taps: own, start: (first + before - tap) / stride - own + 1 };
  });
  return phases.filter(({ count }) => count > 0);
}

/** How many rows of dy the phases need before its first and in all. */
function extentOf(phases: readonly Phase[]): { before: number; size: number } {
  const before = Math.max(0, ...phases.map(({ start }) => -start));
  const ends = phases.map(({ start, count, taps }) => start + count - 1 + taps);
  return { before, size: before + Math.max(1, ...ends) };
}

export function convInputGradient(
  lowering: Lowering,
  { op, inputs, outputs }: NodeOf<"convInputGradient">,
  epilogue?: Epilogue,
): void {
  const [[dy, filter], [dx]] = [inputs as [ValueId, ValueId], outputs as [ValueId]];
  const [, height, width] = lowering.shape(dx) as Shape4;
  const [tapsDown, tapsAcross] = lowering.shape(filter) as Shape4;
  const [down, across] = op.strides;
  const vertical = phasesOf(height, tapsDown, down, op.padding.top);
  const horizontal = phasesOf(width, tapsAcross, across, op.padding.left);
  const [tall, wide] = [extentOf(vertical), extentOf(horizontal)];
  const image = framed(lowering, dy, {
    top: tall.before,
    left: wide.before,
    height: tall.size,
    width: wide.size,
  });
  const ending = endingOf(lowering, dx, epilogue);
  for (const y of vertical) {
    for (const x of horizontal) {
      const corner = { row: y.start + tall.before, column: x.start + wide.before };
      const matrix = turnedFilter(lowering, filter, op.strides, y, x);
      const grid = phaseGrid(lowering, dy, image, y, x);
      const start = (corner.row * image.width + corner.column) * (lowering.shape(dy)[3] as number);
      const out = phaseOutput(lowering, dx, op.strides, y, x);
      const output = ahead(ending.output, out.start);
      const input = ahead(image.place, start);
      emitRowsProduct(lowering, input, matrix, grid, { ...out.strides, ...ending, output });
    }
  }
}

/** The phase's taps, last first, as a matrix [taps down · taps across · O, I]. */
function turnedFilter(
  lowering: Lowering,
  filter: ValueId,
  [down, across]: readonly [number, number],
  y: Phase,
  x: Phase,
): Matrix {
  const [, tapsAcross, inner, outer] = lowering.shape(filter) as Shape4;
  const tapSize = inner * outer;
  const row = y.tap + down * Math.max(0, y.taps - 1);
  const column = x.tap + across * Math.max(0, x.taps - 1);
  return {
    place: ahead(lowering.place(filter), (row * tapsAcross + column) * tapSize),
    lines: [y.taps, x.taps, outer],
    strides: [-down * tapsAcross * tapSize, -across * tapSize, 1],
    width: inner,
    columnStride: outer,
  };
}

function phaseGrid(lowering: Lowering, dy: ValueId, image: Framed, y: Phase, x: Phase): Grid {
  const [images, , , channels] = lowering.shape(dy) as Shape4;
  return {
    images,
    rows: y.count,
    columns: x.count,
    imageStride: image.height * image.width * channels,
    rowStride: image.width * channels,
    columnStride: channels,
    segments: y.taps,
    segmentStride: image.width * channels,
    segmentLength: x.taps * channels,
  };
}

function phaseOutput(
  lowering: Lowering,
  dx: ValueId,
  [down, across]: readonly [number, number],
  y: Phase,
  x: Phase,
) {
  const [, height, width, channels] = lowering.shape(dx) as Shape4;
  const strides = {
    outImageStride: height * width * channels,
    outRowStride: down * width * channels,
    outColumnStride: across * channels,
  };
  return { start: (y.first * width + x.first) * channels, strides };
}
