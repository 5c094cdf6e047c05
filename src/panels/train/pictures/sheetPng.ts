/** A sheet as a picture file: its cells apart from each other, enlarged so that pixels stay pixels. */
import type { Preview } from "../../../client/previews.ts";
import { drawSheet, sheetSize } from "../../../ui/pictures/drawSheet.ts";

/** Cells smaller than that are enlarged to at least that, px. */
const leastSide = 64;

/** A PNG, transparent between the cells. */
export function sheetPng({ sheet, columns, rows }: Preview): Promise<Blob> {
  const side = sheet.width / columns;
  const cellSide = side * Math.ceil(leastSide / side);
  const grid = { first: 0, count: columns * rows, shownColumns: columns, cellSide };
  const { width, height } = sheetSize(grid);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context) drawSheet(context, { sheet, columns, rows, ...grid, isSmooth: false });
  return canvas.convertToBlob({ type: "image/png" });
}
