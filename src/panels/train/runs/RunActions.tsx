/** The desk's buttons: Train, or pause, resume, one step and stop of the run in view. */
import { Pause, Play, Plus, Square, StepForward } from "lucide-react";
import { pauseRun, resumeRun, stepRun, stopRun, train } from "../../../client/runs.ts";
import { numberedName } from "../../../lib/uniqueName.ts";
import { useText } from "../../../messages/text.ts";
import { hasSteps } from "../../../protocol/run.ts";
import { isLive } from "../../../state/runs.ts";
import { selectIsLost, selectProject, selectShownRun, useAppStore } from "../../../state/store.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { obstacleNoteId } from "../recipe/ObstacleNote.tsx";
import { recipeOf } from "../recipe/recipe.ts";
import { useObstacle } from "../recipe/useObstacle.ts";
import { ActionButton } from "./ActionButton.tsx";
import { SideSteps } from "./SideSteps.tsx";
import { useIsCompact } from "./useRoom.ts";

export function RunActions() {
  const state = useAppStore((store) => {
    const run = selectShownRun(store);
    return run && isLive(run) ? run.state : null;
  });
  const isStepping = useAppStore((store) => {
    const run = selectShownRun(store);
    return run !== null && hasSteps(run);
  });
  if (state === null) return <TrainButton isPrimary />;
  if (!isStepping) return <FitActions isPaused={state === "paused"} />;
  return (
    <>
      {state === "paused" && <TrainButton isPrimary={false} />}
      <LiveActions isPaused={state === "paused"} isPreparing={state === "preparing"} />
    </>
  );
}

const tellShown = (verb: (runId: string) => Promise<void>) => () => {
  const run = selectShownRun(useAppStore.getState());
  if (run) void verb(run.runId);
};

function LiveActions(props: { readonly isPaused: boolean; readonly isPreparing: boolean }) {
  const { isPaused, isPreparing } = props;
  const text = useText();
  const isCompact = useIsCompact();
  const elsewhereId = useAppStore((state) => state.trainingElsewhere?.runId);
  const isElsewhere = useAppStore(
    (state) => elsewhereId !== undefined && selectShownRun(state)?.runId === elsewhereId,
  );
  const isLost = useAppStore(selectIsLost);
  const isBusy = elsewhereId !== undefined || isLost;
  const describedBy = isLost ? obstacleNoteId : undefined;
  return (
    <>
      <ActionButton
        label={text("train.stop")}
        icon={<Square size={13} aria-hidden />}
        isCompact={isCompact}
        isDisabled={isLost || isElsewhere}
        describedBy={describedBy}
        onPress={tellShown(stopRun)}
      />
      <ActionButton
        label={text("train.step")}
        icon={<StepForward size={15} aria-hidden />}
        isCompact={isCompact}
        isDisabled={!isPaused || isBusy}
        describedBy={describedBy}
        onPress={tellShown(stepRun)}
      />
      <SideSteps />
      {isPaused ? (
        <Button
          variant="primary"
          icon={<Play size={15} aria-hidden />}
          isDisabled={isBusy}
          {...(describedBy !== undefined && { "aria-describedby": describedBy })}
          onPress={tellShown(resumeRun)}
        >
          {text("train.resume")}
        </Button>
      ) : (
        <Button
          variant="primary"
          icon={<Pause size={15} aria-hidden />}
          isDisabled={isPreparing || isLost}
          onPress={tellShown(pauseRun)}
        >
          {text("train.pause")}
        </Button>
      )}
    </>
  );
}

/** What is fitted in one go can be ended, and begun anew. */
function FitActions({ isPaused }: { readonly isPaused: boolean }) {
  const text = useText();
  const isElsewhere = useAppStore((state) => state.trainingElsewhere !== null);
  const isDisabled = useAppStore(selectIsLost) || isElsewhere;
  return (
    <>
      {isPaused && <TrainButton isPrimary={false} />}
      <Button
        variant="primary"
        icon={isPaused ? <Play size={15} aria-hidden /> : <Square size={13} aria-hidden />}
        isDisabled={isDisabled}
        onPress={tellShown(isPaused ? resumeRun : stopRun)}
      >
        {text(isPaused ? "train.fitAgain" : "train.stop")}
      </Button>
    </>
  );
}

function TrainButton({ isPrimary }: { readonly isPrimary: boolean }) {
  const text = useText();
  const obstacle = useObstacle();
  const isCompact = useIsCompact();
  const start = () => {
    const state = useAppStore.getState();
    const project = selectProject(state);
    const spec = state.engine?.models.find((model) => model.id === state.modelId);
    if (!project || !spec) return;
    const earlier = state.runs.filter(
      (run) => run.projectId === project.id && run.modelId === spec.id,
    );
    const model = text.stated(`model.${spec.id}.short`);
    const name = numberedName(
      (number) => text("train.runs.newName", { model, number }),
      earlier.length + 1,
      state.runs.map((run) => run.name),
    );
    void train(project, spec.id, recipeOf(spec, state.drafts[spec.id]), name);
  };
  const isDisabled = obstacle !== null;
  const describedBy = isDisabled ? obstacleNoteId : undefined;
  return isPrimary ? (
    <Button
      variant="primary"
      icon={<Play size={15} aria-hidden />}
      isDisabled={isDisabled}
      {...(describedBy !== undefined && { "aria-describedby": describedBy })}
      onPress={start}
    >
      {text("train.start")}
    </Button>
  ) : (
    <ActionButton
      label={text("train.startNew")}
      icon={<Plus size={15} aria-hidden />}
      {...{ isCompact, isDisabled, describedBy }}
      onPress={start}
    />
  );
}
