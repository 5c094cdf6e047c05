/** The Train desk: which model, its recipe, and the run that is in view with its curves and pictures. */
import { GraduationCap } from "lucide-react";
import { chooseModel } from "../../client/training.ts";
import { type Text, useText } from "../../messages/text.ts";
import { selectShownRun, useAppStore } from "../../state/store.ts";
import { type Segment, SegmentedControl } from "../../ui/forms/SegmentedControl.tsx";
import { Desk } from "../../ui/layout/Desk.tsx";
import { EmptyState } from "../../ui/layout/EmptyState.tsx";
import { LoadingCards } from "../../ui/layout/LoadingCards.tsx";
import { CurvesCard } from "./curves/CurvesCard.tsx";
import { DoctorCard } from "./doctor/DoctorCard.tsx";
import { HeldOutCard } from "./heldOut/HeldOutCard.tsx";
import { PreviewCard } from "./pictures/PreviewCard.tsx";
import { MemoryCard } from "./quality/MemoryCard.tsx";
import { QualityCard } from "./quality/QualityCard.tsx";
import { ObstacleNote } from "./recipe/ObstacleNote.tsx";
import { RecipePanel } from "./recipe/RecipePanel.tsx";
import { LiveSettings } from "./runs/LiveSettings.tsx";
import { RunActions } from "./runs/RunActions.tsx";
import { RunList } from "./runs/RunList.tsx";
import { StatusBar } from "./runs/StatusBar.tsx";

/** By short names, so that every model finds room. */
function segmentOf(text: Text, id: string): Segment<string> {
  const label = text.stated(`model.${id}.short`);
  const name = text.stated(`model.${id}`);
  return { value: id, label, name: name === label ? label : `${label}: ${name}` };
}

export function TrainPanel() {
  const text = useText();
  const models = useAppStore((state) => state.engine?.models);
  const modelId = useAppStore((state) => state.modelId);
  const runId = useAppStore((state) => selectShownRun(state)?.runId);
  const spec = models?.find((model) => model.id === modelId);
  const isLoaded = useAppStore((state) => state.isLoaded && state.isShippedLoaded);
  return (
    <Desk
      title={text("train.title")}
      modes={
        models && (
          <SegmentedControl
            label={text("train.model")}
            value={modelId}
            options={models.map(({ id }) => segmentOf(text, id))}
            onChange={chooseModel}
          />
        )
      }
      actions={<RunActions />}
      side={{ title: text("train.recipe"), children: <RecipePanel /> }}
    >
      <ObstacleNote />
      {runId && spec ? (
        <div className="flex flex-col gap-4" key={runId}>
          <StatusBar />
          {spec.tasks.includes("classify") && <HeldOutCard />}
          <DoctorCard spec={spec} />
          <LiveSettings spec={spec} />
          <CurvesCard runId={runId} spec={spec} />
          {spec.tasks.some((task) => task !== "classify") && (
            <PreviewCard runId={runId} spec={spec} />
          )}
          {spec.tasks.some((task) => task === "generate" || task === "translate") && (
            <QualityCard runId={runId} spec={spec} />
          )}
          {spec.tasks.includes("generate") && <MemoryCard runId={runId} />}
        </div>
      ) : isLoaded ? (
        <EmptyState
          icon={<GraduationCap size={28} />}
          title={text("train.empty.title")}
          text={text("train.empty.text")}
        />
      ) : (
        <LoadingCards words={text("shell.loading")} />
      )}
      <RunList />
    </Desk>
  );
}
