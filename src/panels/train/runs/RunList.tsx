/** Every run of the project in view, and on request their curves over each other. */
import { GitCompareArrows } from "lucide-react";
import { useMemo, useRef } from "react";
import { compareRuns, endComparing, mostCompared } from "../../../client/comparing.ts";
import { useText } from "../../../messages/text.ts";
import type { Run } from "../../../state/runs.ts";
import { selectIsLost, selectShownRun, useAppStore } from "../../../state/store.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { CompareCard } from "../curves/CompareCard.tsx";
import { RunRow } from "./RunRow.tsx";

export function RunList() {
  const text = useText();
  const runs = useAppStore((state) => state.runs);
  const projectId = useAppStore((state) => state.activeProjectId);
  const shownId = useAppStore((state) => selectShownRun(state)?.runId);
  const shownProjectId = useAppStore((state) => selectShownRun(state)?.projectId); // gone, perhaps
  const models = useAppStore((state) => state.engine?.models);
  const comparedIds = useAppStore((state) => state.comparedRunIds);
  const own = useMemo(
    () => runs.filter((run) => [projectId, shownProjectId].includes(run.projectId)),
    [runs, projectId, shownProjectId],
  );
  const cannotTrain = useAppStore(
    (state) => state.trainingElsewhere !== null || selectIsLost(state),
  );
  const isBusy = runs.some((run) => run.state === "training" || run.state === "preparing");
  const comparison = useRef<HTMLDivElement>(null);
  if (own.length === 0) return null;
  const begin = () => {
    compareRuns(firstCompared(own, shownId));
    requestAnimationFrame(() => comparison.current?.scrollIntoView({ block: "nearest" }));
  };
  const compared = comparedIds && own.filter(({ runId }) => comparedIds.includes(runId));
  return (
    <>
      <Card
        title={text("train.runs.title")}
        actions={
          <Button
            size="small"
            icon={<GitCompareArrows size={14} aria-hidden />}
            aria-pressed={compared !== null}
            onPress={compared ? endComparing : begin}
            className={compared ? "border-accent" : undefined}
          >
            {text("compare.button")}
          </Button>
        }
      >
        <ul className="-mx-1.5 flex flex-col">
          {own.map((run) => (
            <RunRow
              key={run.runId}
              run={run}
              spec={models?.find((model) => model.id === run.modelId)}
              isShown={run.runId === shownId}
              canResume={!isBusy && !cannotTrain}
              comparing={compared && placeIn(compared, run)}
            />
          ))}
        </ul>
      </Card>
      {compared && (
        <div ref={comparison}>
          <CompareCard runs={compared} canChoose={own.length > 1} />
        </div>
      )}
    </>
  );
}

function placeIn(compared: readonly Run[], run: Run): "in" | "open" | "full" {
  if (compared.includes(run)) return "in";
  return compared.length >= mostCompared ? "full" : "open";
}

/** The run in view and the newest other one, of the same model where there is one. */
function firstCompared(own: readonly Run[], shownId: string | undefined): string[] {
  const shown = own.find(({ runId }) => runId === shownId) ?? own[0];
  const others = own.filter((run) => run !== shown && run.step > 0);
  const other = others.find(({ modelId }) => modelId === shown?.modelId) ?? others[0];
  return [shown, other].flatMap((run) => (run ? [run.runId] : []));
}
