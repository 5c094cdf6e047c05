/** What the model says about one image: ranked classes, or why there is no verdict. */
import { RotateCw } from "lucide-react";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { ProbabilityBars } from "../../ui/charts/ProbabilityBars.tsx";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { shareText } from "../../ui/words/shareText.ts";
import type { Entry, Judgement } from "./entries.ts";
import { judgeAgain } from "./judging.ts";
import { type Truth, useVerdict } from "./ranking.ts";

export function VerdictCard({ entry }: { readonly entry: Entry }) {
  const text = useText();
  const { outcome, name } = entry;
  switch (outcome.state) {
    case "failed":
      return <Failure entry={entry} reason={outcome.reason} />;
    case "done":
      return <Verdict entry={entry} judgement={outcome.judgement} />;
    case "waiting":
    case "working":
      return (
        <Card title={name}>
          <p className="text-muted">{text(`inspect.${outcome.state}`)}</p>
        </Card>
      );
    default:
      return outcome satisfies never;
  }
}

interface FailureProps {
  readonly entry: Entry;
  readonly reason: `error.${string}`;
}

function Failure({ entry: { id, name }, reason }: FailureProps) {
  const text = useText();
  return (
    <Card tone="bad" title={name}>
      <p className="text-title font-semibold">{text("inspect.failed")}</p>
      <p className="mt-1 text-muted">{text.stated(reason)}</p>
      <Button
        size="small"
        className="mt-3"
        icon={<RotateCw size={13} aria-hidden />}
        onPress={() => judgeAgain(new Set([id]))}
      >
        {text("inspect.again")}
      </Button>
    </Card>
  );
}

interface VerdictProps {
  readonly entry: Entry;
  readonly judgement: Judgement;
}

function Verdict({ entry, judgement }: VerdictProps) {
  const text = useText();
  const { tookMs, patches, runId, model } = judgement;
  const { ranking, truth } = useVerdict(entry);
  const judge = useAppStore((state) => state.runs.find((run) => run.runId === runId));
  const projectId = judge?.projectId;
  const isOfAnother = useAppStore((state) => projectId !== state.activeProjectId);
  const project = useAppStore((state) => state.projects.find(({ id }) => id === projectId)?.name);
  const isGone = useAppStore((state) => !judge && state.isShippedLoaded);
  const facts = [
    isOfAnother && project !== undefined
      ? text("inspect.judgedByOther", { model, project })
      : text("inspect.judgedBy", { model }),
    text("inspect.patches", { count: patches }),
    text("inspect.took", { time: milliseconds(text.locale, tookMs) }),
  ];
  return (
    <Card title={<span className="wrap-anywhere">{entry.name}</span>}>
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1">
        <p data-testid="verdict" className="text-[1.375rem] leading-8 font-semibold wrap-anywhere">
          {ranking[0]?.name}
        </p>
        {truth && <TruthNote truth={truth} isRight={ranking[0]?.isTrue === true} />}
      </div>
      <ProbabilityBars
        label={text("inspect.ranking")}
        bars={ranking}
        format={(share) => shareText(text.locale, share)}
        trueLabel={text("inspect.trueClass")}
      />
      <p className="mt-4 text-small text-muted">{facts.join(" · ")}</p>
      {isGone && <p className="mt-2 text-small text-muted">{text("inspect.judgeGone")}</p>}
    </Card>
  );
}

interface TruthNoteProps {
  readonly truth: Truth;
  readonly isRight: boolean;
}

/** A model is not wrong about a class that it was never told. */
function TruthNote({ truth: { name, isTold }, isRight }: TruthNoteProps) {
  const text = useText();
  if (isRight) return <span className="text-good">{text("inspect.right")}</span>;
  return (
    <span className={isTold ? "text-bad" : "text-muted"}>{text("inspect.wrong", { name })}</span>
  );
}

const milliseconds = (locale: string, ms: number): string =>
  new Intl.NumberFormat(locale, {
    style: "unit",
    unit: ms < 1000 ? "millisecond" : "second",
    maximumSignificantDigits: 2,
  }).format(ms < 1000 ? ms : ms / 1000);
