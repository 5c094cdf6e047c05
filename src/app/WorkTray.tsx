/** At the foot of every desk while something long goes on: a line for each, with its way out. */
import { X } from "lucide-react";
import { cancelWork } from "../client/work.ts";
import { type Text, useText } from "../messages/text.ts";
import { useAppStore } from "../state/store.ts";
import { secondsLeftOf, shareOf, type WorkState } from "../state/works.ts";
import { ProgressBar } from "../ui/feedback/ProgressBar.tsx";
import { Button } from "../ui/forms/Button.tsx";
import { timeLeftText } from "../ui/words/duration.ts";
import { shareText } from "../ui/words/shareText.ts";
import { WorkAnnouncer } from "./WorkAnnouncer.tsx";

/** More would take the desk's room. */
const mostShown = 3;

export function WorkTray() {
  const text = useText();
  const works = useAppStore((state) => state.works).filter(({ isBrief }) => !isBrief);
  const hidden = works.length - mostShown;
  return (
    <div className="min-w-0 bar:col-span-2">
      <WorkAnnouncer />
      {works.length > 0 && (
        <section
          aria-label={text("work.label")}
          className="border-t border-line bg-surface px-3 py-0.5 bar:px-4"
        >
          <ul>
            {works.slice(0, mostShown).map((work) => (
              <WorkLine key={work.id} work={work} />
            ))}
          </ul>
          {hidden > 0 && (
            <p className="pb-1 text-small text-muted">{text("work.more", { count: hidden })}</p>
          )}
        </section>
      )}
    </div>
  );
}

function WorkLine({ work }: { readonly work: WorkState }) {
  const text = useText();
  const title = text(`work.${work.title.kind}`, { name: work.title.name });
  const at = placeWords(text, work);
  const left = timeWords(text, work); // a phone has room for one of the two
  return (
    <li
      className="relative flex h-10 items-center gap-3 text-small bar:h-9"
      onKeyDown={(event) => {
        if (event.key === "Escape") cancelWork(work.id);
      }}
    >
      <span className="min-w-0 flex-1 truncate font-medium bar:w-80 bar:flex-none" title={title}>
        {title}
      </span>
      <ProgressBar
        label={title}
        value={work.isEnding ? null : shareOf(work)}
        valueText={[at, left].filter(Boolean).join(" · ")}
        className="absolute inset-x-0 bottom-0 h-0.5! bar:relative bar:h-1! bar:w-auto! bar:flex-1"
      />
      <span className="shrink-0 text-right text-muted tabular-nums bar:w-60">
        <span className={left ? "hidden bar:inline" : undefined}>{at}</span>
        {left && <span className="hidden bar:inline"> · </span>}
        {left}
      </span>
      <Button
        variant="icon"
        size="small"
        aria-label={text("work.cancelOne", { title })}
        isDisabled={work.isEnding}
        onPress={() => cancelWork(work.id)}
      >
        <X size={14} aria-hidden />
      </Button>
    </li>
  );
}

/** Kinds whose units a person would count. */
const counted: readonly string[] = ["import", "patches", "checking", "judging"];

/** "12 of 40", or "30%"; nothing while nothing is known. */
function placeWords(text: Text, work: WorkState): string {
  if (work.isEnding) return text("work.ending");
  const { title, done, total } = work;
  if (total === 0) return "";
  return counted.includes(title.kind)
    ? text("work.progress", { done, total })
    : shareText(text.locale, shareOf(work) ?? 0);
}

/** "about 2 min left" */
function timeWords(text: Text, work: WorkState): string {
  const seconds = work.isEnding ? null : secondsLeftOf(work);
  return seconds === null ? "" : text("work.left", { time: timeLeftText(text, seconds) });
}
