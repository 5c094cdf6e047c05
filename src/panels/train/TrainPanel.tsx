/** The Train desk: which model, its recipe, and the run that is in view with its curves and pictures. */
import { GraduationCap } from "lucide-react";
import { chooseModel } from "../../client/training.ts";
import { type Text, useText } from "../../messages/text.ts";
import type { ModelSpec } from "../../protocol/spec.ts";
import { selectShownRun, useAppStore } from "../../state/store.ts";
import { type Segment, SegmentedControl } from "../../ui/forms/SegmentedControl.tsx";
import { Desk } from "../../ui/layout/Desk.tsx";
import { EmptyState } from "../../ui/layout/EmptyState.tsx";
import { LoadingCards } from "../../ui/layout/LoadingCards.tsx";
import { CurvesCard } from "./curves/CurvesCard.tsx";
import { DoctorCard } from "./doctor/DoctorCard.tsx";
import { ObstacleNote } from "./recipe/ObstacleNote.tsx";
import { RecipePanel } from "./recipe/RecipePanel.tsx";
import { LiveSettings } from "./runs/LiveSettings.tsx";
import { RunActions } from "./runs/RunActions.tsx";
import { RunList } from "./runs/RunList.tsx";
import { StatusBar } from "./runs/StatusBar.tsx";
import { cardsOf, type TrainParts } from "./trainParts.ts";

/** By short names, so that every model finds room. */
function segmentOf(text: Text, id: string): Segment<string> {
  const label = text.stated(`model.${id}.short`);
  const name = text.stated(`model.${id}`);
  return { value: id, label, name: name === label ? label : `${label}: ${name}` };
}

interface TrainPanelProps {
  /** What a model's tasks put on this desk. */
  readonly partsOf: (spec: ModelSpec) => readonly TrainParts[];
}

export function TrainPanel({ partsOf }: TrainPanelProps) {
  const text = useText();
  const models = useAppStore((state) => state.engine?.models);
  const modelId = useAppStore((state) => state.modelId);
  const runId = useAppStore((state) => selectShownRun(state)?.runId);
  const spec = models?.find((model) => model.id === modelId);
  const isLoaded = useAppStore((state) => state.isLoaded && state.isShippedLoaded);
  const cards = (place: keyof TrainParts) =>
    runId && spec
      ? cardsOf(partsOf(spec), place).map(([name, Card]) => (
          <Card key={name} runId={runId} spec={spec} />
        ))
      : null;
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
          {cards("above")}
          {!spec.isFitted && (
            <>
              <DoctorCard spec={spec} />
              <LiveSettings spec={spec} />
              <CurvesCard runId={runId} spec={spec} />
            </>
          )}
          {cards("below")}
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
