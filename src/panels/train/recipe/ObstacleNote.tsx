/** Says why Train is greyed out, and leads to where that is mended. */
import { TriangleAlert } from "lucide-react";
import { openDesk } from "../../../client/desks.ts";
import { takeFitting } from "../../../client/fittingSettings.ts";
import { takeOverTraining } from "../../../client/tabs/sharedRuns.ts";
import { showRun } from "../../../client/training.ts";
import { useText } from "../../../messages/text.ts";
import { isLive } from "../../../state/runs.ts";
import { selectIsLost, selectShownRun, useAppStore } from "../../../state/store.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { useObstacle } from "./useObstacle.ts";

/** For `aria-describedby` of the greyed-out button. */
export const obstacleNoteId = "train-obstacle";

export function ObstacleNote() {
  const text = useText();
  const obstacle = useObstacle();
  const isShownLive = useAppStore((state) => {
    const run = selectShownRun(state);
    return run !== null && isLive(run) && !state.trainingElsewhere && !selectIsLost(state);
  });
  const isAsked = useAppStore(({ takingOver }) => takingOver !== null);
  const isStarting = useAppStore((state) => state.engineStatus === "starting");
  if (!obstacle || isShownLive || isStarting) return null;
  const { remedy } = obstacle;
  return (
    <Card tone="accent">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p
          className="flex min-w-[min(100%,20rem)] flex-1 gap-2.5 text-pretty wrap-anywhere"
          id={obstacleNoteId}
        >
          <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-accent-text" />
          {obstacle.words}
        </p>
        {remedy === "data" && (
          <Button onPress={() => openDesk("data")}>{text("train.goToData")}</Button>
        )}
        {remedy === "takeOver" && (
          <Button isDisabled={isAsked} onPress={() => void takeOverTraining()}>
            {text(isAsked ? "train.pausingThere" : "train.pauseThere")}
          </Button>
        )}
        {remedy !== null && typeof remedy === "object" && "fits" in remedy && (
          <Button onPress={() => takeFitting(remedy.fits)}>{text("train.useFitting")}</Button>
        )}
        {remedy !== null && typeof remedy === "object" && "runId" in remedy && (
          <Button onPress={() => showRun(remedy.runId)}>{text("train.showRunning")}</Button>
        )}
      </div>
    </Card>
  );
}
