/** The Train desk: which model, its recipe, and the run that is in view with its curves and pictures. */
import { GraduationCap } from "lucide-react";
import { chooseModel } from "../../client/training.ts";
import { type Text, useText } from "../../messages/text.ts";
import { selectShownRun, useAppStore } from "../../state/store.ts";
import { Desk } from "../../ui/Desk.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LoadingCards } from "../../ui/LoadingCards.tsx";
import { type Segment, SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { CurvesCard } from "./CurvesCard.tsx";
import { DoctorCard } from "./DoctorCard.tsx";
import { HeldOutCard } from "./HeldOutCard.tsx";
import { LiveSettings } from "./LiveSettings.tsx";
import { MemoryCard } from "./MemoryCard.tsx";
import { ObstacleNote } from "./ObstacleNote.tsx";
import { PreviewCard } from "./PreviewCard.tsx";
import { QualityCard } from "./QualityCard.tsx";
import { RecipePanel } from "./RecipePanel.tsx";
import { RunActions } from "./RunActions.tsx";
import { RunList } from "./RunList.tsx";
import { StatusBar } from "./StatusBar.tsx";

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
