/** How lifelike a run's pictures are by what a classifier of the user's looks at, measured when asked. */
import { useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { distanceByClassifier } from "../../../client/distanceByClassifier.ts";
import { type Text, useText } from "../../../messages/text.ts";
import type { DistanceByClassifier } from "../../../protocol/quality.ts";
import type { Run } from "../../../state/runs.ts";
import { selectJudges, useAppStore } from "../../../state/store.ts";
import { InfoHint } from "../../../ui/feedback/Hint.tsx";
import { Button } from "../../../ui/forms/Button.tsx";
import { showNumber } from "../../../ui/forms/hparamValue.ts";
import { Select } from "../../../ui/forms/Select.tsx";
import { shareText } from "../../../ui/words/shareText.ts";
import { AnswerProgress } from "./AnswerProgress.tsx";
import { standingOf } from "./standing.ts";
import { useAnswer } from "./useAnswer.ts";

/** Of whose verdict the distance is. */
interface Opinion {
  readonly distance: DistanceByClassifier;
  readonly judge: string;
}

export function SecondOpinion({ run }: { readonly run: Run }) {
  const text = useText();
  const classifiers = useAppStore(useShallow(selectJudges)).filter(
    ({ projectId, step }) => projectId === run.projectId && step > 0,
  );
  const [chosenId, choose] = useState<string>();
  const judge = classifiers.find(({ runId }) => runId === chosenId) ?? classifiers[0];
  const { answer, isAsking, workId, failure, ask } = useAnswer(({ runId, name }: Run) => {
    const working = distanceByClassifier(run, runId);
    const result = working.result.then((distance): Opinion => ({ distance, judge: name }));
    return { ...working, result };
  });
  const title = text("opinion.title");
  return (
    <section aria-label={title} className="flex flex-col gap-2 border-t border-line pt-3">
      <div className="flex items-center gap-1">
        <h3 className="text-small font-semibold text-muted">{title}</h3>
        <InfoHint about={title} text={text("opinion.hint")} />
      </div>
      {judge ? (
        <div className="flex flex-wrap items-center gap-2">
          {classifiers.length > 1 && (
            <Select
              label={text("opinion.by")}
              hideLabel
              value={judge.runId}
              options={classifiers.map(({ runId, name }) => ({ value: runId, label: name }))}
              onChange={choose}
              className="w-44"
            />
          )}
          <Button size="small" isDisabled={isAsking || run.step === 0} onPress={() => ask(judge)}>
            {isAsking
              ? text("opinion.asking")
              : text("opinion.ask", { name: judge.name, choices: classifiers.length })}
          </Button>
          <AnswerProgress workId={workId} />
        </div>
      ) : (
        <p className="text-small text-muted">{text("opinion.none")}</p>
      )}
      <div aria-live="polite">
        {failure ? (
          <p className="text-small text-bad">
            {text("opinion.failed", { reason: text.stated(failure) })}
          </p>
        ) : (
          answer && <Words {...answer} />
        )}
      </div>
    </section>
  );
}

function Words({ distance, judge }: Opinion) {
  const text = useText();
  const { kid, kidFloor, kidCeiling, step } = distance;
  return (
    <>
      <p>{standingText(text, distance, judge)}</p>
      <p className="text-small text-muted">
        {text("opinion.figures", {
          step,
          kid: showNumber(kid),
          floor: showNumber(kidFloor),
          ceiling: showNumber(kidCeiling),
        })}
      </p>
    </>
  );
}

function standingText(text: Text, distance: DistanceByClassifier, name: string): string {
  const standing = standingOf(distance.kid, distance);
  return standing.place === "between"
    ? text("opinion.between", { name, share: shareText(text.locale, standing.share) })
    : text(`opinion.${standing.place}`, { name });
}
