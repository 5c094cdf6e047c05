/** How a classifier does on photos that it never saw: how many it recognises, and what it takes for what. */
import { memo, useState } from "react";
import {
  type Confusion,
  recallSeries,
  talliesOf,
  tallyOf,
  worstMistake,
} from "../../../lib/verdicts.ts";
import { useText } from "../../../messages/text.ts";
import type { Run } from "../../../state/runs.ts";
import { selectShownRun, useAppStore } from "../../../state/store.ts";
import { InfoHint } from "../../../ui/feedback/Hint.tsx";
import { SegmentedControl } from "../../../ui/forms/SegmentedControl.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { shareText } from "../../../ui/words/shareText.ts";
import { NotCounted } from "../NotCounted.tsx";
import { ConfusionTable } from "./ConfusionTable.tsx";
import { RecallBars } from "./RecallBars.tsx";
import { useVerdicts, type Verdicts } from "./useVerdicts.ts";

type Unit = "patches" | "photos";
const units: readonly Unit[] = ["patches", "photos"];

export function HeldOutCard() {
  const run = useAppStore(selectShownRun);
  return run && <VerdictsCard run={run} />;
}

function VerdictsCard({ run }: { readonly run: Run }) {
  const text = useText();
  const found = useVerdicts(run);
  const [wanted, setUnit] = useState<Unit>("patches");
  const title = text("train.accuracy.title");
  const verdicts = found.kind === "known" ? found.verdicts : null;
  const unit = verdicts?.patches ? wanted : "photos";
  return (
    <Card
      title={title}
      actions={
        <>
          <InfoHint about={title} text={text("train.accuracy.hint")} />
          {verdicts && (
            <span className="text-small text-muted">
              {text("train.preview.step", { step: verdicts.step })}
            </span>
          )}
          {verdicts?.patches && (
            <SegmentedControl
              label={text("train.accuracy.unit")}
              value={unit}
              options={units.map((value) => ({
                value,
                label: text(`train.accuracy.unit.${value}`),
              }))}
              size="small"
              onChange={setUnit}
            />
          )}
        </>
      }
    >
      {found.kind === "known" ? (
        <Details
          runId={run.runId}
          classes={run.data.classes}
          heldOut={run.data.heldOutCount}
          verdicts={found.verdicts}
          unit={unit}
          recalls={run.data.classes.map((_, label) => run.latest[recallSeries(label)]).join()}
        />
      ) : (
        <p className="text-muted">{text(`train.accuracy.${found.kind}`)}</p>
      )}
    </Card>
  );
}

interface DetailsProps {
  readonly runId: string;
  readonly classes: Run["data"]["classes"];
  /** Photos that were to be judged. */
  readonly heldOut: number;
  readonly verdicts: Verdicts;
  readonly unit: Unit;
  /** The curves' newest values, which come a moment after the verdicts: drawn anew with them. */
  readonly recalls: string;
}

const Details = memo(function Details(props: DetailsProps) {
  const { runId, classes, heldOut, verdicts, unit } = props;
  const names = classes.map(({ name }) => name);
  const confusion = verdicts[unit] ?? verdicts.photos;
  return (
    <div className="flex flex-col gap-3.5">
      <div>
        <Headline verdicts={verdicts} />
        <WorstMistake {...{ confusion, names, unit }} />
        <NotCounted count={heldOut - tallyOf(verdicts.photos).count} />
      </div>
      <div className="flex flex-wrap items-start gap-x-10 gap-y-4">
        <RecallBars
          names={names}
          tallies={talliesOf(confusion)}
          curvesOf={unit === "patches" ? runId : null}
        />
        <ConfusionTable {...{ names, confusion, unit }} />
      </div>
    </div>
  );
});

function Headline({ verdicts: { photos, patches } }: { readonly verdicts: Verdicts }) {
  const text = useText();
  const ofPatches = patches && tallyOf(patches);
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <strong className="text-[1.5rem] leading-8 font-semibold text-balance">
        {text("train.accuracy.photos", { ...tallyOf(photos) })}
      </strong>
      {ofPatches && (
        <span className="text-muted">
          {text("train.accuracy.ofPatches", {
            ...ofPatches,
            share: shareText(text.locale, ofPatches.right / Math.max(1, ofPatches.count)),
          })}
        </span>
      )}
    </p>
  );
}

interface WorstMistakeProps {
  readonly confusion: Confusion;
  readonly names: readonly string[];
  readonly unit: Unit;
}

function WorstMistake({ confusion, names, unit }: WorstMistakeProps) {
  const text = useText();
  const worst = worstMistake(confusion);
  if (!worst) return <p>{text("train.accuracy.noMistake")}</p>;
  const { count, of } = worst;
  const [label, verdict] = [names[worst.label] ?? "", names[worst.verdict] ?? ""];
  return <p>{text(`train.accuracy.mistake.${unit}`, { count, of, label, verdict })}</p>;
}
