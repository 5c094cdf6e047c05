/** Draws the cells of a contact sheet apart from each other, enlarged, with rounded corners. */
import { useLayoutEffect, useRef } from "react";
import { classNames } from "../classNames.ts";
import { drawSheet, sheetSize } from "./drawSheet.ts";

export interface SheetProps {
  /** `columns` × `rows` pictures side by side, without gaps. null: nothing yet. */
  readonly sheet: ImageBitmap | null;
  readonly columns: number;
  readonly rows: number;
  /** What the pictures show. */
  readonly label: string;
  /** Pixels that a cell is drawn with; CSS scales the whole. Default 96. */
  readonly cellSide?: number;
  /** Cells in one line of the drawing; default: as in the sheet. Reading order is kept. */
  readonly shownColumns?: number;
  /** Draw only so many cells… */
  readonly most?: number;
  /** …from this one on. Default 0. */
  readonly first?: number;
  readonly isSmooth?: boolean;
  readonly className?: string;
  readonly testId?: string;
}

export function Sheet(props: SheetProps) {
  const { sheet, columns, rows, label, cellSide = 96, isSmooth = true, className, testId } = props;
  const { first = 0 } = props;
  const shownColumns = Math.max(1, props.shownColumns ?? columns);
  const count = Math.min(columns * rows - first, props.most ?? Number.POSITIVE_INFINITY);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = sheetSize({ count, shownColumns, cellSide });

  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !sheet || sheet.width === 0) return; // width 0: closed meanwhile
    drawSheet(context, { sheet, columns, rows, first, count, shownColumns, cellSide, isSmooth });
  }, [sheet, columns, rows, first, count, shownColumns, cellSide, isSmooth]);

  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      data-testid={testId}
      className={classNames(
        "block h-auto w-full",
        isSmooth ? "" : "[image-rendering:pixelated]",
        className,
      )}
    />
  );
}
