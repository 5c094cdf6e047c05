/**
 * What each class is taken for: a row a true class, a column a verdict, shaded by the root of the share of the row, so
 * that what is rare shows too.
 */
import type { Confusion } from "../../../lib/verdicts.ts";
import { useText } from "../../../messages/text.ts";
import { classNames } from "../../../ui/classNames.ts";
import { ClassName } from "./RecallBars.tsx";

interface ConfusionTableProps {
  /** In the order of the rows and columns. */
  readonly names: readonly string[];
  readonly confusion: Confusion;
  /** What is counted, in words. */
  readonly unit: string;
}

/** Of the colour, in a cell that has all of its row; words stay readable on it. */
const strongest = 55;

export function ConfusionTable({ names, confusion, unit }: ConfusionTableProps) {
  const text = useText();
  const title = text("train.accuracy.table");
  return (
    <section
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-96 max-w-full overflow-auto rounded-thumb"
    >
      <table className="border-separate border-spacing-0.5 text-small">
        <caption className="sr-only">{text("train.accuracy.table.caption", { unit })}</caption>
        <thead className="sticky top-0 z-10 bg-surface">
          <tr>
            <td className="sticky left-0 bg-surface pr-2 pb-1 align-bottom text-label text-muted">
              <span className="block text-right">{text("train.accuracy.table.verdict")} →</span>
              <span className="block">{text("train.accuracy.table.true")} ↓</span>
            </td>
            {names.map((name, verdict) => (
              <VerdictHeader
                // biome-ignore lint/suspicious/noArrayIndexKey: two classes may share a name; the place is the class
                key={verdict}
                name={name}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {confusion.map((row, label) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <tr key={label}>
              <th
                scope="row"
                className="sticky left-0 max-w-32 min-w-20 bg-surface pr-2 text-left font-normal"
              >
                <ClassName name={names[label] ?? ""} label={label} />
              </th>
              <Cells row={row} label={label} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Reads upwards, so that columns are as narrow as their numbers. */
function VerdictHeader({ name }: { readonly name: string }) {
  return (
    <th scope="col" className="h-20 min-w-9 pb-1 align-bottom font-normal" title={name}>
      <span className="mx-auto block max-h-20 rotate-180 truncate [text-orientation:sideways] [writing-mode:vertical-rl]">
        {name}
      </span>
    </th>
  );
}

function Cells({ row, label }: { readonly row: readonly number[]; readonly label: number }) {
  const judged = row.reduce((sum, count) => sum + count, 0);
  return row.map((count, verdict) => {
    const share = judged > 0 ? strongest * Math.sqrt(count / judged) : 0;
    const colour = verdict === label ? "--data" : "--bad";
    return (
      <td
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
        key={verdict}
        className={classNames(
          "h-8 rounded-thumb px-1 text-center",
          verdict === label && "font-semibold",
          count === 0 && "text-muted",
        )}
        style={{
          backgroundColor: `color-mix(in oklab, var(${colour}) ${share.toFixed(1)}%, var(--raised))`,
        }}
      >
        {count}
      </td>
    );
  });
}
