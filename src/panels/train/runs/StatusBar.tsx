/** Where the run in view stands: state, step, speed, time so far and time left. */
import { RotateCcw, Undo2 } from "lucide-react";
import { restoreBest } from "../../../client/branches.ts";
import { trainAgain } from "../../../client/runs.ts";
import { type Text, useText } from "../../../messages/text.ts";
import { hasSteps } from "../../../protocol/run.ts";
import { progressOf } from "../../../state/runProgress.ts";
import { hasLostWeights, isLive, type Run } from "../../../state/runs.ts";
import { isStray, selectShownRun, useAppStore } from "../../../state/store.ts";
import { ProgressBar } from "../../../ui/feedback/ProgressBar.tsx";
import { Button } from "../../../ui/forms/Button.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { durationText, timeLeftText } from "../../../ui/words/duration.ts";
import { standText } from "../../../ui/words/standText.ts";
import { useTurnObstacle } from "../recipe/useObstacle.ts";
import { StatePill } from "./StatePill.tsx";

export function StatusBar() {
  const text = useText();
  const run = useAppStore(selectShownRun);
  const hasLostProject = useAppStore((state) => run !== null && isStray(state, run));
  if (!run) return null;
  const { share } = progressOf(run);
  const words = standText(text, run);
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 wide:gap-x-6">
        <div className="flex min-w-0 flex-1 items-center gap-2.5">
          <h2 className="min-w-0 truncate text-title font-semibold" title={run.name}>
            {run.name}
          </h2>
          <StatePill run={run} />
        </div>
        <dl className="flex basis-full flex-wrap gap-x-6 gap-y-2 wide:basis-auto">
          {factsOf(text, run).map(([term, value]) => (
            <div key={term}>
              <dt className="text-label text-muted">{term}</dt>
              <dd className="font-medium">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {hasLostProject && <p className="mt-2 text-small text-muted">{text("train.status.stray")}</p>}
      {run.failure && <p className="mt-2 text-bad">{text.stated(`error.${run.failure}`)}</p>}
      {hasLostWeights(run) && <WhatIsLeft run={run} />}
      {run.halvings !== undefined && run.state !== "failed" && (
        <p className="mt-2 text-small text-muted">
          {text("train.status.halvings", { count: run.halvings })}
        </p>
      )}
      {run.stepMode?.kind === "direct" && run.stepMode.isFallback && (
        <p className="mt-2 text-small text-muted">{text("train.status.fallback")}</p>
      )}
      {isLive(run) && (
        <ProgressBar
          label={text("train.status")}
          value={run.state === "preparing" ? compiledShare(run) : share}
          valueText={compilingText(text, run) ?? words}
          className="mt-3"
        />
      )}
    </Card>
  );
}

/** What is left to do with a run whose newest weights are lost. */
function WhatIsLeft({ run }: { readonly run: Run }) {
  const text = useText();
  const isFree = useTurnObstacle() === null;
  const { runId, name, step, best } = run;
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {best && (
        <Button
          icon={<Undo2 size={13} aria-hidden />}
          onPress={() => void restoreBest(run, text("branch.name", { name, step }))}
        >
          {text("branch.menu.back", { step: best.step })}
        </Button>
      )}
      <Button
        icon={<RotateCcw size={13} aria-hidden />}
        isDisabled={!isFree}
        onPress={() => void trainAgain(runId)}
      >
        {text("train.again")}
      </Button>
    </div>
  );
}

/** "WebGPU", or "WebGPU, compiled". */
function backendText(text: Text, { backend, stepMode }: Run): string {
  const name = text(`backend.${backend}`);
  return stepMode?.kind === "compiled" ? text("train.status.compiled", { backend: name }) : name;
}

/** Of the shaders that a run waits for, 0…1; null where that is not known. */
function compiledShare({ stepMode }: Run): number | null {
  return stepMode?.kind === "compiling" ? stepMode.done / Math.max(1, stepMode.total) : null;
}

function compilingText(text: Text, { state, stepMode }: Run): string | null {
  if (state !== "preparing" || stepMode?.kind !== "compiling") return null;
  return text("train.status.compiling", { done: stepMode.done, total: stepMode.total });
}

function factsOf(text: Text, run: Run): (readonly [string, string])[] {
  const { stepsPerSecond, imagesPerSecond, secondsLeft } = progressOf(run);
  const number = (value: number | null) =>
    value === null ? "–" : value.toLocaleString(text.locale, { maximumSignificantDigits: 3 });
  const stand = standText(text, run);
  const facts: (readonly [string, string])[] = [
    ...(hasSteps(run)
      ? ([
          [text("train.status.step"), stand],
          [text("train.status.speed"), number(stepsPerSecond)],
          [text("train.status.images"), number(imagesPerSecond)],
        ] as const)
      : [[text("train.status.done"), stand] as const]),
    [text("train.status.elapsed"), durationText(text, run.seconds)],
  ];
  facts.push([text("train.status.backend"), backendText(text, run)]);
  if (isLive(run)) {
    const left = secondsLeft === null ? "–" : timeLeftText(text, secondsLeft);
    facts.push([text("train.status.left"), left]);
  }
  return facts;
}
