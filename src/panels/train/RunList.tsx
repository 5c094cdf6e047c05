/** Every run of the project in view: choose, rename, delete (undoable), go on with an unfinished one. */
import { Play, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { deleteRun, renameRun, resumeRun } from "../../client/runs.ts";
import { showRun } from "../../client/training.ts";
import { type Text, useText } from "../../messages/text.ts";
import type { ModelSpec } from "../../protocol/spec.ts";
import { headlineOf } from "../../state/headline.ts";
import type { Run } from "../../state/runs.ts";
import { selectShownRun, useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { classNames } from "../../ui/classNames.ts";
import { showNumber } from "../../ui/hparamValue.ts";
import { shareText } from "../../ui/shareText.ts";
import { TextField } from "../../ui/TextField.tsx";
import { CheckpointMenu } from "./CheckpointMenu.tsx";
import { StatePill } from "./StatePill.tsx";

export function RunList() {
  const text = useText();
  const runs = useAppStore((state) => state.runs);
  const projectId = useAppStore((state) => state.activeProjectId);
  const shownId = useAppStore((state) => selectShownRun(state)?.runId);
  const models = useAppStore((state) => state.engine?.models);
  const own = useMemo(() => runs.filter((run) => run.projectId === projectId), [runs, projectId]);
  const isBusy = runs.some((run) => run.state === "training" || run.state === "preparing");
  if (own.length === 0) return null;
  return (
    <Card title={text("train.runs.title")}>
      <ul className="-mx-1.5 flex flex-col">
        {own.map((run) => (
          <RunRow
            key={run.runId}
            run={run}
            spec={models?.find((model) => model.id === run.modelId)}
            isShown={run.runId === shownId}
            canResume={!isBusy}
          />
        ))}
      </ul>
    </Card>
  );
}

interface RunRowProps {
  readonly run: Run;
  readonly spec: ModelSpec | undefined;
  readonly isShown: boolean;
  readonly canResume: boolean;
}

function RunRow({ run, spec, isShown, canResume }: RunRowProps) {
  const text = useText();
  const { runId, name, state } = run;
  return (
    <li
      className={classNames(
        "grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 rounded-control px-1.5 py-1 bar:grid-cols-[minmax(8rem,16rem)_6rem_minmax(0,1fr)_auto]",
        isShown ? "bg-raised" : "hover:bg-raised/60",
      )}
      aria-current={isShown || undefined}
    >
      <TextField
        label={text("train.runs.name")}
        value={name}
        onCommit={(next) => void renameRun(runId, next)}
        className="col-span-2 font-medium bar:col-span-1"
      />
      <span className="order-3 bar:order-none">
        <StatePill state={state} />
      </span>
      <button
        type="button"
        aria-label={text("train.runs.show", { name })}
        aria-pressed={isShown}
        onClick={() => showRun(runId)}
        className="order-4 col-span-2 flex min-h-7 min-w-0 cursor-pointer flex-wrap items-center gap-x-4 rounded-thumb text-left text-small text-muted hover:text-ink bar:order-none bar:col-span-1"
      >
        {factsOf(text, run, spec).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </button>
      <RowActions run={run} canResume={canResume} />
    </li>
  );
}

function RowActions({ run, canResume }: Pick<RunRowProps, "run" | "canResume">) {
  const text = useText();
  const { runId, name, state } = run;
  return (
    <span className="flex justify-end gap-1">
      {state === "paused" && (
        <Button
          size="small"
          icon={<Play size={13} aria-hidden />}
          isDisabled={!canResume}
          onPress={() => {
            showRun(runId);
            void resumeRun(runId);
          }}
        >
          {text("train.continue")}
        </Button>
      )}
      <CheckpointMenu run={run} />
      <Button
        variant="icon"
        size="small"
        aria-label={text("train.runs.delete", { name })}
        isDisabled={state === "training" || state === "preparing"}
        onPress={() => deleteRun(runId)}
      >
        <Trash2 size={14} aria-hidden />
      </Button>
    </span>
  );
}

function factsOf(text: Text, run: Run, spec: ModelSpec | undefined): string[] {
  const headline = headlineOf(run, spec);
  const facts = [text.stated(`model.${run.modelId}.short`)];
  if (headline) {
    const { series, value, isShare } = headline;
    const shown = isShare ? shareText(text.locale, value) : showNumber(value);
    facts.push(`${text.stated(`series.${series}`)} ${shown}`);
  }
  facts.push(
    run.pretrained
      ? text("train.runs.pretrained")
      : new Date(run.createdAt).toLocaleString(text.locale, {
          dateStyle: "medium",
          timeStyle: "short",
        }),
  );
  return facts;
}
