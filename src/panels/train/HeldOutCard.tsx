/** How a classifier does on photos that it never saw: the number that counts, large and in words. */
import { useEffect, useState } from "react";
import { checkHeldOut, type HeldOutResult } from "../../client/heldOut.ts";
import { useText } from "../../messages/text.ts";
import type { Run } from "../../state/runs.ts";
import { selectShownRun, useAppStore } from "../../state/store.ts";
import { Card } from "../../ui/Card.tsx";
import { shareText } from "../../ui/shareText.ts";

export function HeldOutCard() {
  const text = useText();
  const run = useAppStore(selectShownRun);
  const isTraining = useAppStore((state) =>
    state.runs.some((entry) => entry.state === "training" || entry.state === "preparing"),
  );
  const { result, isChecking } = useHeldOut(run, isTraining);
  const share = run?.latest["val.accuracy"];
  return (
    <Card title={text("train.accuracy.title")}>
      {result && run ? (
        <Verdict result={result} run={run} />
      ) : (
        <p className="flex flex-wrap items-baseline gap-x-2">
          {share === undefined ? (
            <span className="text-muted">{text("train.accuracy.waiting")}</span>
          ) : (
            <>
              <strong className="text-[1.75rem] leading-9 font-semibold">
                {shareText(text.locale, share)}
              </strong>
              <span className="text-muted">{text("train.accuracy.patches")}</span>
            </>
          )}
          {isChecking && <span className="text-muted">{text("train.accuracy.checking")}</span>}
        </p>
      )}
    </Card>
  );
}

function Verdict({ result, run }: { readonly result: HeldOutResult; readonly run: Run }) {
  const text = useText();
  const { right, count, perClass } = result;
  return (
    <div className="flex flex-wrap items-center gap-x-8 gap-y-3">
      <p className="text-[1.5rem] leading-8 font-semibold text-balance">
        {text("train.accuracy.photos", { right, count })}
      </p>
      <ul
        aria-label={text("train.accuracy.perClass")}
        className="flex flex-wrap gap-x-5 gap-y-1 text-small"
      >
        {run.data.classes.map(({ id, name }, index) => {
          const tally = perClass[index] ?? { right: 0, count: 0 };
          return (
            <li key={id} className="flex items-baseline gap-1.5">
              <span className="max-w-40 truncate text-muted">{name}</span>
              <span className={tally.right < tally.count ? "text-accent-text" : ""}>
                {text("train.accuracy.ofClass", tally)}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Whole photos are judged once nothing trains; until then single patches speak for the model. */
function useHeldOut(
  run: Run | null,
  isTraining: boolean,
): { readonly result: HeldOutResult | null; readonly isChecking: boolean } {
  const [checked, setChecked] = useState<{ key: string; result: HeldOutResult | null }>();
  const key = run && run.step > 0 && !isTraining ? `${run.runId}:${run.step}` : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the run's state
  useEffect(() => {
    if (!run || key === null) return;
    let isCurrent = true;
    void checkHeldOut(run).then((result) => {
      if (isCurrent) setChecked({ key, result });
    });
    return () => {
      isCurrent = false;
    };
  }, [key]);
  const isChecked = checked !== undefined && checked.key === key;
  return { result: isChecked ? checked.result : null, isChecking: key !== null && !isChecked };
}
