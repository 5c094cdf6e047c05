/** What can be done with a run's kept states: start another run from one, go back to the best. */
import { GitBranch, Undo2 } from "lucide-react";
import { branchRun, restoreBest } from "../../../client/branches.ts";
import { useText } from "../../../messages/text.ts";
import { hasSteps } from "../../../protocol/run.ts";
import { hasLostWeights, type Run } from "../../../state/runs.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { Menu, type MenuAction } from "../../../ui/layout/Menu.tsx";

export function CheckpointMenu({ run }: { readonly run: Run }) {
  const text = useText();
  const { runId, name, step, best, state } = run;
  if (run.pretrained || step === 0 || !hasSteps(run)) return null;
  const label = text("branch.menu", { name });
  const named = (at: number) => text("branch.name", { name, step: at });
  const branch = (from: "latest" | "best", at: number): MenuAction => ({
    id: from,
    label: text(`branch.menu.${from}`, { step: at }),
    icon: <GitBranch size={14} />,
    onAction: () => void branchRun(runId, from, named(at)),
  });
  const isLost = hasLostWeights(run);
  const items = [
    ...(isLost ? [] : [branch("latest", step)]),
    ...(best ? [branch("best", best.step)] : []),
  ];
  if (items.length === 0) return null;
  const back: MenuAction[] =
    best && (best.step !== step || isLost)
      ? [
          {
            id: "back",
            label: text("branch.menu.back", { step: best.step }),
            icon: <Undo2 size={14} />,
            onAction: () => void restoreBest(run, named(step)),
          },
        ]
      : [];
  return (
    <Menu
      label={label}
      trigger={
        <Button
          variant="icon"
          size="small"
          aria-label={label}
          isDisabled={state === "training" || state === "preparing"}
        >
          <GitBranch size={14} aria-hidden />
        </Button>
      }
      groups={[{ items }, { items: back }]}
    />
  );
}
