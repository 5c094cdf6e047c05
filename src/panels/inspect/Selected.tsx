/** The chosen image, large: heat map over it, its ranked classes, how long it took. */
import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { type Text, useText } from "../../messages/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { HeatOverlay } from "../../ui/HeatOverlay.tsx";
import { HeatScale } from "../../ui/HeatScale.tsx";
import { ProbabilityBars } from "../../ui/ProbabilityBars.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { shareText } from "../../ui/shareText.ts";
import { type Entry, type Judgement, judgeAgain, useJudgements } from "./judgements.ts";

export interface SelectedProps {
  /** How strongly the heat map covers, 0…1. */
  readonly heat: number;
  readonly onHeat: (heat: number) => void;
  /** Stands under the verdict. */
  readonly children: ReactNode;
}

export function Selected({ heat, onHeat, children }: SelectedProps) {
  const text = useText();
  const entry = useJudgements(
    ({ entries, selectedId }) => entries.find(({ id }) => id === selectedId) ?? entries[0],
  );
  if (!entry) return null;
  const { outcome } = entry;
  const judgement = outcome.state === "done" ? outcome.judgement : null;
  return (
    <div className="grid items-start gap-4 bar:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)]">
      <Card>
        <div className="relative mx-auto aspect-square w-full max-w-[max(14rem,calc(100dvh-26rem))] overflow-hidden rounded-thumb bg-raised">
          {judgement && (
            <HeatOverlay
              label={pictureWords(text, entry, judgement)}
              photo={judgement.photo}
              heat={judgement.heat}
              fit="contain"
            />
          )}
          {!judgement && (
            <p className="flex size-full items-center justify-center p-6 text-center text-muted">
              {outcome.state === "failed"
                ? text("inspect.failed")
                : text(outcome.state === "working" ? "inspect.working" : "inspect.waiting")}
            </p>
          )}
        </div>
        <Slider
          label={text("inspect.heat")}
          hint={text("inspect.heatHint")}
          value={heat}
          min={0}
          max={1}
          step={0.01}
          factor={100}
          format={(value) => shareText(text.locale, value)}
          defaultValue={0.55}
          onChange={onHeat}
          className="mt-3"
        />
        <HeatScale low={text("inspect.heatLow")} high={text("inspect.heatHigh")} />
      </Card>
      <div className="flex min-w-0 flex-col gap-4">
        <Verdict entry={entry} />
        {children}
      </div>
    </div>
  );
}

const pictureWords = (text: Text, { name }: Entry, { ranking }: Judgement): string =>
  text("inspect.picture", {
    name,
    verdict: ranking[0]?.name ?? "",
    share: shareText(text.locale, ranking[0]?.probability ?? 0),
  });

function Verdict({ entry }: { readonly entry: Entry }) {
  const text = useText();
  const { outcome, name, trueClass } = entry;
  if (outcome.state === "failed") {
    return (
      <Card tone="bad" title={name}>
        <p className="text-title font-semibold">{text("inspect.failed")}</p>
        <p className="mt-1 text-muted">{text.stated(outcome.reason)}</p>
        <Button
          size="small"
          className="mt-3"
          icon={<RotateCw size={13} aria-hidden />}
          onPress={() => judgeAgain(new Set([entry.id]))}
        >
          {text("inspect.again")}
        </Button>
      </Card>
    );
  }
  if (outcome.state !== "done") {
    return (
      <Card title={name}>
        <p className="text-muted">
          {text(outcome.state === "working" ? "inspect.working" : "inspect.waiting")}
        </p>
      </Card>
    );
  }
  const { ranking, tookMs, patches, model } = outcome.judgement;
  const winner = ranking[0];
  const isRight = trueClass !== null && winner?.name === trueClass;
  return (
    <Card title={<span className="wrap-anywhere">{name}</span>}>
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1">
        <p data-testid="verdict" className="text-[1.375rem] leading-8 font-semibold wrap-anywhere">
          {winner?.name}
        </p>
        {trueClass !== null && (
          <span className={isRight ? "text-good" : "text-bad"}>
            {isRight ? text("inspect.right") : text("inspect.wrong", { name: trueClass })}
          </span>
        )}
      </div>
      <ProbabilityBars
        label={text("inspect.ranking")}
        bars={ranking.map((entryClass) => ({
          ...entryClass,
          isTrue: entryClass.name === trueClass,
        }))}
        format={(share) => shareText(text.locale, share)}
        trueLabel={text("inspect.trueClass")}
      />
      <p className="mt-4 text-small text-muted">
        {[
          model,
          text("inspect.patches", { count: patches }),
          text("inspect.took", { time: milliseconds(text.locale, tookMs) }),
        ].join(" · ")}
      </p>
    </Card>
  );
}

const milliseconds = (locale: string, ms: number): string =>
  new Intl.NumberFormat(locale, {
    style: "unit",
    unit: ms < 1000 ? "millisecond" : "second",
    maximumSignificantDigits: 2,
  }).format(ms < 1000 ? ms : ms / 1000);
