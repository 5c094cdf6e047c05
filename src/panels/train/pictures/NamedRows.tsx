/** A sheet whose rows have names: each row below its name. */
import type { Preview } from "../../../client/previews.ts";
import { type Text, useText } from "../../../messages/text.ts";
import type { ClassName } from "../../../protocol/runData.ts";
import { ColourMark } from "../../../ui/ColourMark.tsx";
import { classColor } from "../../../ui/classColor.ts";
import { Sheet } from "../../../ui/pictures/Sheet.tsx";
import type { SheetRow } from "./sheetRows.ts";

export interface NamedRowsProps {
  readonly preview: Preview;
  readonly names: readonly SheetRow[];
  /** Of the run. */
  readonly classes: readonly ClassName[];
  readonly isSmooth: boolean;
}

export function NamedRows({ preview, names, classes, isSmooth }: NamedRowsProps) {
  const text = useText();
  const { sheet, columns, rows, step } = preview;
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-2" data-testid="preview-rows">
      {names.map((row, index) => (
        <figure key={rowKey(row)}>
          <figcaption className="mb-1 flex items-center gap-1.5 text-small text-muted wrap-anywhere">
            <ColourMark colour={classColor(row.kind === "class" ? row.label : row.to)} />
            {rowName(text, row, classes)}
          </figcaption>
          <Sheet
            sheet={sheet}
            columns={columns}
            rows={rows}
            first={index * columns}
            most={columns}
            label={text("train.preview.row", {
              name: rowName(text, row, classes),
              count: columns,
              step,
            })}
            isSmooth={isSmooth}
          />
        </figure>
      ))}
      {names.length < classes.length && (
        <p className="text-small text-muted">
          {text("train.preview.firstClasses", { shown: names.length, count: classes.length })}
        </p>
      )}
    </div>
  );
}

const rowKey = (row: SheetRow): string =>
  row.kind === "class" ? `${row.label}` : `${row.from}>${row.to}`;

function rowName(text: Text, row: SheetRow, classes: readonly ClassName[]): string {
  const nameOf = (label: number) => classes[label]?.name ?? "";
  if (row.kind === "class") return nameOf(row.label);
  return text("train.preview.translated", { from: nameOf(row.from), to: nameOf(row.to) });
}
