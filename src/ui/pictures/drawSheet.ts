/** Lays the cells of a contact sheet out apart from each other, with rounded corners. */

export interface SheetLayout {
  /** `columns` × `rows` pictures side by side, without gaps. */
  readonly sheet: ImageBitmap;
  readonly columns: number;
  readonly rows: number;
  /** Which cells to draw: so many, from this one on. */
  readonly first: number;
  readonly count: number;
  /** In one line of the drawing; reading order is kept. */
  readonly shownColumns: number;
  /** Pixels that a cell is drawn with. */
  readonly cellSide: number;
  readonly isSmooth: boolean;
}

/** Gap and corner relative to a cell: 4 px each where a cell is drawn 64 px wide. */
const gapShare = 1 / 16;
const cornerShare = 1 / 16;

const gapOf = (cellSide: number): number => Math.round(cellSide * gapShare);

/** Pixels that a drawing takes. */
export function sheetSize({
  count,
  shownColumns,
  cellSide,
}: Pick<SheetLayout, "count" | "shownColumns" | "cellSide">): { width: number; height: number } {
  const gap = gapOf(cellSide);
  return {
    width: shownColumns * (cellSide + gap) - gap,
    height: Math.max(1, Math.ceil(count / shownColumns) * (cellSide + gap) - gap),
  };
}

/** Draws on a canvas of `sheetSize`; between the cells it stays transparent. */
export function drawSheet(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  layout: SheetLayout,
): void {
  const { sheet, columns, rows, first, count, shownColumns, cellSide } = layout;
  const { width, height } = sheetSize(layout);
  const pitch = cellSide + gapOf(cellSide);
  const sourceWidth = sheet.width / columns;
  const sourceHeight = sheet.height / rows;
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = layout.isSmooth;
  context.imageSmoothingQuality = "high";
  for (let cell = 0; cell < count; cell++) {
    const x = (cell % shownColumns) * pitch;
    const y = Math.floor(cell / shownColumns) * pitch;
    const left = ((first + cell) % columns) * sourceWidth;
    const top = Math.floor((first + cell) / columns) * sourceHeight;
    context.save();
    context.beginPath();
    context.roundRect(x, y, cellSide, cellSide, cellSide * cornerShare);
    context.clip();
    context.drawImage(sheet, left, top, sourceWidth, sourceHeight, x, y, cellSide, cellSide);
    context.restore();
  }
}
