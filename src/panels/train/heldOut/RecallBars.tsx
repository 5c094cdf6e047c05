/** Of each class, the share that was recognised: now as a bar, and over the training as a small curve. */
import { seriesOf } from "../../../client/series.ts";
import { recallSeries, type Tally } from "../../../lib/verdicts.ts";
import { useText } from "../../../messages/text.ts";
import { Sparkline } from "../../../ui/charts/Sparkline.tsx";
import { classColor } from "../../../ui/classColor.ts";
import { classNames } from "../../../ui/classNames.ts";
import { shareText } from "../../../ui/words/shareText.ts";

interface RecallBarsProps {
  /** In the order of the run's classes, as the tallies. */
  readonly names: readonly string[];
  readonly tallies: readonly Tally[];
  /** The run whose curves are shown beside; null: none. */
  readonly curvesOf: string | null;
}

export function RecallBars({ names, tallies, curvesOf }: RecallBarsProps) {
  const text = useText();
  return (
    <ol
      aria-label={text("train.accuracy.recall")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="flex max-h-96 max-w-xl min-w-0 flex-[1_1_18rem] flex-col gap-2 overflow-y-auto"
    >
      {tallies.map((tally, label) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two classes may share a name; the place is the class
          key={label}
          className={classNames(
            "grid grid-cols-[minmax(0,7rem)_minmax(2rem,1fr)_auto] items-center gap-x-3",
            curvesOf !== null && "bar:grid-cols-[minmax(0,7rem)_minmax(2rem,1fr)_auto_auto]",
          )}
        >
          <ClassName name={names[label] ?? ""} label={label} />
          <Bar tally={tally} label={label} />
          {curvesOf !== null && <Curve runId={curvesOf} label={label} />}
          <Words tally={tally} />
        </li>
      ))}
    </ol>
  );
}

export function ClassName({ name, label }: { readonly name: string; readonly label: number }) {
  return (
    <span className="flex min-w-0 items-center gap-2" title={name}>
      <span
        aria-hidden
        className="size-2.5 shrink-0 rounded-full"
        style={{ backgroundColor: classColor(label) }}
      />
      <span className="truncate">{name}</span>
    </span>
  );
}

interface BarProps {
  readonly tally: Tally;
  readonly label: number;
}

function Bar({ tally: { right, count }, label }: BarProps) {
  const width = count > 0 ? (100 * right) / count : 0;
  return (
    <span className="h-2 overflow-hidden rounded-full bg-hover" aria-hidden>
      <span
        className="block h-full rounded-full"
        style={{ width: `${width.toFixed(1)}%`, backgroundColor: classColor(label) }}
      />
    </span>
  );
}

function Curve({ runId, label }: { readonly runId: string; readonly label: number }) {
  const values = seriesOf(runId).columns.get(recallSeries(label)) ?? [];
  return (
    <span className="hidden bar:block">
      <Sparkline values={values} width={64} height={18} colour="--muted" range={[0, 1]} />
    </span>
  );
}

function Words({ tally: { right, count } }: { readonly tally: Tally }) {
  const text = useText();
  if (count === 0) {
    return <span className="text-small text-muted">{text("train.accuracy.noneOfClass")}</span>;
  }
  return (
    <span className="flex min-w-26 justify-end gap-2 text-small whitespace-nowrap">
      <span className="text-muted">{text("train.accuracy.ofClass", { right, count })}</span>
      <span className="w-9 text-right font-medium">{shareText(text.locale, right / count)}</span>
    </span>
  );
}
