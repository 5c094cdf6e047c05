/** One run in the list: choose, rename, delete (undoable), go on with an unfinished one, take into a comparison. */
import { Play, Trash2 } from "lucide-react";
import { memo } from "react";
import { toggleCompared } from "../../../client/comparing.ts";
import { deleteRun, renameRun, resumeRun } from "../../../client/runs.ts";
import { showRun } from "../../../client/training.ts";
import { type Text, useText } from "../../../messages/text.ts";
import { hasSteps } from "../../../protocol/run.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { figureOf } from "../../../state/headline.ts";
import type { Run } from "../../../state/runs.ts";
import { classNames } from "../../../ui/classNames.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { Checkbox } from "../../../ui/forms/Checkbox.tsx";
import { showNumber } from "../../../ui/forms/hparamValue.ts";
import { TextField } from "../../../ui/forms/TextField.tsx";
import { unhurried } from "../../../ui/forms/unhurried.ts";
import { shareText } from "../../../ui/words/shareText.ts";
import { CheckpointMenu } from "./CheckpointMenu.tsx";
import { RunPicture } from "./RunPicture.tsx";
import { StatePill } from "./StatePill.tsx";

interface RunRowProps {
  readonly run: Run;
  readonly spec: ModelSpec | undefined;
  readonly isShown: boolean;
  readonly canResume: boolean;
  /** `open`: may be taken into the comparison; null while runs are not compared. */
  readonly comparing: "in" | "open" | "full" | null;
}

/** Only the row of a run that changes is drawn anew. */
export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { run, spec, isShown, canResume, comparing } = props;
  const text = useText();
  const { runId, name } = run;
  return (
    <li
      className={classNames(
        "flex items-center gap-3 rounded-control px-1.5 py-1",
        isShown ? "bg-raised" : "hover:bg-raised/60",
      )}
      aria-current={isShown || undefined}
    >
      {comparing && (
        <Checkbox
          label={text("compare.choose", { name })}
          isSelected={comparing === "in"}
          isDisabled={comparing === "full"}
          onChange={() => toggleCompared(runId)}
        />
      )}
      <RunPicture run={run} />
      <div className="grid min-w-0 flex-1 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 bar:grid-cols-[minmax(8rem,16rem)_6rem_minmax(0,1fr)_auto]">
        {run.pretrained ? (
          <p className="col-span-2 font-medium bar:col-span-1">{name}</p>
        ) : (
          <TextField
            label={text("train.runs.name")}
            value={name}
            onCommit={(next) => void renameRun(runId, next)}
            className="col-span-2 font-medium bar:col-span-1"
          />
        )}
        <span className="order-3 bar:order-none">
          <StatePill run={run} />
        </span>
        <button
          type="button"
          aria-label={text("train.runs.show", { name })}
          aria-pressed={isShown}
          onClick={() => showRun(runId)}
          className="order-4 col-span-2 flex min-h-7 min-w-0 cursor-pointer flex-wrap items-center gap-x-4 rounded-thumb text-left text-small text-muted hover:text-ink bar:order-none bar:col-span-1"
        >
          <Facts run={run} spec={spec} />
        </button>
        <RowActions run={run} canResume={canResume} />
      </div>
    </li>
  );
});

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
          {text(hasSteps(run) ? "train.continue" : "train.fitAgain")}
        </Button>
      )}
      <CheckpointMenu run={run} />
      <Button
        variant="icon"
        size="small"
        aria-label={text("train.runs.delete", { name })}
        isDisabled={state === "training" || state === "preparing"}
        onPress={unhurried(() => void deleteRun(runId))}
      >
        <Trash2 size={14} aria-hidden />
      </Button>
    </span>
  );
}

function Facts({ run, spec }: Pick<RunRowProps, "run" | "spec">) {
  const text = useText();
  return (
    <>
      <span>{text.stated(`model.${run.modelId}.short`)}</span>
      <Figure run={run} spec={spec} />
      <span>{originOf(text, run)}</span>
    </>
  );
}

/** The number that the run is judged by. */
function Figure({ run, spec }: Pick<RunRowProps, "run" | "spec">) {
  const text = useText();
  const figure = figureOf(run, spec);
  if (!figure) return null;
  const { series, value, isShare } = figure;
  return (
    <span className="whitespace-nowrap">
      {text.stated(`series.${series}`)}{" "}
      <span className="font-medium text-ink">
        {isShare ? shareText(text.locale, value) : showNumber(Number(value.toPrecision(3)))}
      </span>
    </span>
  );
}

function originOf(text: Text, { pretrained, createdAt }: Run): string {
  if (pretrained) return text("train.runs.pretrained");
  return new Date(createdAt).toLocaleString(text.locale, {
    dateStyle: "medium",
    timeStyle: "short",
  });
}
