/** The desk's buttons: Train, or pause, resume, one step and stop of the run in view. */
import { Pause, Play, Square, StepForward } from "lucide-react";
import { pauseRun, resumeRun, stepRun, stopRun, train } from "../../client/runs.ts";
import { useText } from "../../messages/text.ts";
import { isLive } from "../../state/runs.ts";
import { selectProject, selectShownRun, useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { obstacleNoteId } from "./ObstacleNote.tsx";
import { recipeOf } from "./recipe.ts";
import { SideSteps } from "./SideSteps.tsx";
import { useObstacle } from "./useObstacle.ts";

export function RunActions() {
  const state = useAppStore((store) => {
    const run = selectShownRun(store);
    return run && isLive(run) ? run.state : null;
  });
  if (state === null) return <TrainButton isPrimary />;
  return (
    <>
      {state === "paused" && <TrainButton isPrimary={false} />}
      <LiveActions isPaused={state === "paused"} isPreparing={state === "preparing"} />
    </>
  );
}

/** On a narrow screen the icon alone has room. */
const wordsFromBar = "hidden bar:inline";

const shownRunId = () => selectShownRun(useAppStore.getState())?.runId;

function LiveActions(props: { readonly isPaused: boolean; readonly isPreparing: boolean }) {
  const { isPaused, isPreparing } = props;
  const text = useText();
  const tell = (verb: (runId: string) => Promise<void>) => () => {
    const runId = shownRunId();
    if (runId) void verb(runId);
  };
  return (
    <>
      <Button
        icon={<Square size={13} aria-hidden />}
        aria-label={text("train.stop")}
        onPress={tell(stopRun)}
      >
        <span className={wordsFromBar}>{text("train.stop")}</span>
      </Button>
      <Button
        icon={<StepForward size={15} aria-hidden />}
        aria-label={text("train.step")}
        isDisabled={!isPaused}
        onPress={tell(stepRun)}
      >
        <span className={wordsFromBar}>{text("train.step")}</span>
      </Button>
      <SideSteps />
      {isPaused ? (
        <Button variant="primary" icon={<Play size={15} aria-hidden />} onPress={tell(resumeRun)}>
          {text("train.resume")}
        </Button>
      ) : (
        <Button
          variant="primary"
          icon={<Pause size={15} aria-hidden />}
          isDisabled={isPreparing}
          onPress={tell(pauseRun)}
        >
          {text("train.pause")}
        </Button>
      )}
    </>
  );
}

function TrainButton({ isPrimary }: { readonly isPrimary: boolean }) {
  const text = useText();
  const obstacle = useObstacle();
  const start = () => {
    const state = useAppStore.getState();
    const project = selectProject(state);
    const spec = state.engine?.models.find((model) => model.id === state.modelId);
    if (!project || !spec) return;
    const earlier = state.runs.filter(
      (run) => run.projectId === project.id && run.modelId === spec.id,
    );
    const name = text("train.runs.newName", {
      model: text.stated(`model.${spec.id}.short`),
      number: earlier.length + 1,
    });
    void train(project, spec.id, recipeOf(spec, state.drafts[spec.id]), name);
  };
  return (
    <Button
      variant={isPrimary ? "primary" : "quiet"}
      icon={<Play size={15} aria-hidden />}
      isDisabled={obstacle !== null}
      {...(obstacle ? { "aria-describedby": obstacleNoteId } : {})}
      onPress={start}
    >
      {text(isPrimary ? "train.start" : "train.startNew")}
    </Button>
  );
}
