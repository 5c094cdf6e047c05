/** Advice on the run in view, in plain words, each with what can be done about it at a press. */
import { CircleCheck, Eye, Lightbulb, TriangleAlert, X } from "lucide-react";
import { useMemo } from "react";
import { dismissAdvice, keepForNext, recallAdvice, takeAdvice } from "../../../client/advice.ts";
import { openDesk } from "../../../client/desks.ts";
import type { Finding } from "../../../client/doctor/diagnose.ts";
import type { Remedy } from "../../../client/doctor/signs.ts";
import { stopRun } from "../../../client/runs.ts";
import { type StatedId, type Text, useText } from "../../../messages/text.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { isLive, type Run } from "../../../state/runs.ts";
import { selectShownRun, useAppStore } from "../../../state/store.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { hparamText } from "../hparamText.ts";
import { useDiagnosis } from "./useDiagnosis.ts";

export function DoctorCard({ spec }: { readonly spec: ModelSpec }) {
  const run = useAppStore(selectShownRun);
  return run && !run.pretrained ? <Advice run={run} spec={spec} /> : null;
}

function Advice({ run, spec }: { readonly run: Run; readonly spec: ModelSpec }) {
  const text = useText();
  const { isWaiting, findings } = useDiagnosis(run, spec);
  const dismissed = useAppStore((state) => state.dismissedAdvice);
  const shown = findings.filter(({ id }) => !dismissed.includes(`${run.runId}:${id}`));
  const aside = findings.length - shown.length;
  const isElsewhere = useAppStore(
    ({ trainingElsewhere }) => trainingElsewhere?.runId === run.runId,
  );
  const isPaused = run.state === "paused" && !isElsewhere;
  const waitsFor = isPaused
    ? "doctor.paused"
    : run.adjustments
      ? "doctor.waitingAfter"
      : "doctor.waiting";
  if (!isLive(run) && findings.length === 0) return null; // nothing to say to the next run
  const hasTrouble = shown.some(({ severity }) => severity === "trouble");
  return (
    <Card title={text("doctor.title")} tone={hasTrouble ? "accent" : "plain"}>
      <Announcer spec={spec} findings={shown} isWell={!isWaiting && findings.length === 0} />
      {isWaiting && (
        <Line icon={<Eye size={16} aria-hidden className="text-muted" />}>{text(waitsFor)}</Line>
      )}
      {!isWaiting && findings.length === 0 && (
        <Line icon={<CircleCheck size={16} aria-hidden className="text-good" />}>
          {text("doctor.well")}
        </Line>
      )}
      <ul className="flex flex-col gap-3">
        {shown.map((finding) => (
          <FindingRow key={finding.id} run={run} spec={spec} finding={finding} />
        ))}
      </ul>
      {aside > 0 && (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-small text-muted">
          {text("doctor.dismissed", { count: aside })}
          <Button size="small" variant="bare" onPress={() => recallAdvice(run.runId)}>
            {text("doctor.recall")}
          </Button>
        </p>
      )}
    </Card>
  );
}

function Line({ icon, children }: { readonly icon: React.ReactNode; readonly children: string }) {
  return (
    <p className="flex items-center gap-2.5">
      <span className="shrink-0">{icon}</span>
      {children}
    </p>
  );
}

interface FindingRowProps {
  readonly run: Run;
  readonly spec: ModelSpec;
  readonly finding: Finding;
}

function FindingRow({ run, spec, finding }: FindingRowProps) {
  const text = useText();
  const remedies = finding.remedies.filter(({ kind }) => kind !== "stop" || isLive(run));
  const Icon = finding.severity === "trouble" ? TriangleAlert : Lightbulb;
  return (
    <li className="flex items-start gap-2.5">
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-accent-text" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-pretty">{sentenceOf(text, spec, finding)}</p>
        <p className="text-muted text-pretty">
          {text.stated(`doctor.${finding.id}.why`)}
          {remedies.length === 0 && ` ${text("doctor.noRemedy")}`}
        </p>
        <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
          {remedies.map((remedy, at) => (
            <Button
              key={remedy.kind === "adjust" ? remedy.key : remedy.kind}
              size="small"
              className={at === 0 ? "text-accent-text!" : undefined}
              isDisabled={run.state === "preparing"}
              onPress={() => void take(text, run, remedy)}
            >
              {remedyText(text, remedy, isLive(run))}
            </Button>
          ))}
        </div>
      </div>
      <Button
        variant="icon"
        size="small"
        aria-label={text("doctor.dismiss")}
        onPress={() => dismissAdvice(run.runId, finding.id)}
      >
        <X size={14} aria-hidden />
      </Button>
    </li>
  );
}

function sentenceOf(text: Text, { sides }: ModelSpec, { id, numbers }: Finding): string {
  const stated: StatedId =
    id === "overfitting" && sides ? "doctor.overfitting.gan" : `doctor.${id}`;
  return text.stated(stated, numbers);
}

const wordsOf = (text: Text, { key, to }: Extract<Remedy, { kind: "adjust" }>) => ({
  name: text.stated(`hparam.${key}`),
  value: hparamText(text, to),
});

function remedyText(text: Text, remedy: Remedy, goesOn: boolean): string {
  switch (remedy.kind) {
    case "adjust": {
      const direction = remedy.to > remedy.from ? "doctor.raise" : "doctor.lower";
      const change = text(direction, wordsOf(text, remedy));
      return goesOn ? change : text("doctor.next", { change });
    }
    case "stop":
      return text("doctor.stop");
    case "data":
      return text("doctor.data");
    default:
      return remedy satisfies never;
  }
}

async function take(text: Text, run: Run, remedy: Remedy): Promise<void> {
  switch (remedy.kind) {
    case "adjust": {
      const change = { key: remedy.key, to: remedy.to, words: wordsOf(text, remedy) };
      return isLive(run) ? takeAdvice(run, change) : keepForNext(run, change);
    }
    case "stop":
      return stopRun(run.runId);
    case "data":
      return openDesk("data");
    default:
      return remedy satisfies never;
  }
}

interface AnnouncerProps {
  readonly spec: ModelSpec;
  readonly findings: readonly Finding[];
  readonly isWell: boolean;
}

/** Speaks when advice comes or goes, not when its numbers move on. */
function Announcer({ spec, findings, isWell }: AnnouncerProps) {
  const text = useText();
  const ids = findings.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ids` stands for the findings
  const words = useMemo(
    () =>
      isWell
        ? text("doctor.wellShort")
        : findings.map((finding) => sentenceOf(text, spec, finding)).join(" "),
    [ids, isWell, text],
  );
  return (
    <p role="status" className="sr-only">
      {words && `${text("doctor.title")}: ${words}`}
    </p>
  );
}
