/** A run's state in one word. */
import { useText } from "../../../messages/text.ts";
import type { RunState } from "../../../protocol/run.ts";
import type { Run } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import { classNames } from "../../../ui/classNames.ts";

const looks: Record<RunState, string> = {
  preparing: "text-accent-text border-accent",
  training: "text-accent-text border-accent",
  paused: "text-ink border-edge",
  finished: "text-good border-line",
  stopped: "text-muted border-line",
  failed: "text-bad border-bad",
};

export function StatePill({ run }: { readonly run: Pick<Run, "runId" | "state"> }) {
  const text = useText();
  const elsewhere = useAppStore(({ trainingElsewhere }) =>
    trainingElsewhere?.runId === run.runId ? trainingElsewhere.state : null,
  );
  const state = elsewhere ?? run.state;
  return (
    <span
      className={classNames(
        "inline-flex h-5 shrink-0 items-center rounded-full border px-2 text-label",
        looks[state],
      )}
    >
      {text(elsewhere ? "train.state.elsewhere" : `train.state.${state}`)}
    </span>
  );
}
