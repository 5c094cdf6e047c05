/** The Generate desk: what it shows depends on what the chosen model can do. */
import { SlidersHorizontal } from "lucide-react";
import { openDesk } from "../../client/desks.ts";
import { chooseModel } from "../../client/training.ts";
import { useText } from "../../messages/text.ts";
import type { ModelSpec } from "../../protocol/spec.ts";
import { selectRunOn, useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Desk } from "../../ui/layout/Desk.tsx";
import { EmptyState } from "../../ui/layout/EmptyState.tsx";
import { LoadingCards } from "../../ui/layout/LoadingCards.tsx";
import type { GenerateBodyProps, GenerateParts } from "./generateParts.ts";

const selectRun = selectRunOn("generate");

interface GeneratePanelProps {
  /** What a model's tasks put on this desk. */
  readonly partsOf: (spec: ModelSpec) => readonly GenerateParts[];
}

export function GeneratePanel({ partsOf }: GeneratePanelProps) {
  const runId = useAppStore((state) => selectRun(state)?.runId);
  return runId === undefined ? <NoModel /> : <ModelDesk key={runId} partsOf={partsOf} />;
}

function ModelDesk({ partsOf }: GeneratePanelProps) {
  // What stays while a run trains: so that its steps do not render the desk.
  const runId = useAppStore((state) => selectRun(state)?.runId);
  const data = useAppStore((state) => selectRun(state)?.data);
  const hparams = useAppStore((state) => selectRun(state)?.hparams);
  const spec = useAppStore((state) => {
    const modelId = selectRun(state)?.modelId;
    return state.engine?.models.find((model) => model.id === modelId);
  });
  if (!runId || !data || !hparams || !spec) return null; // gone at this moment
  const parts = partsOf(spec);
  const Body = parts.find(({ body }) => body)?.body;
  const cards = Object.assign({}, ...parts.map((part) => part.cards)) as GenerateBodyProps["cards"];
  return Body && <Body run={{ runId, data, hparams }} spec={spec} cards={cards} />;
}

function NoModel() {
  const text = useText();
  const isLoading = useAppStore((state) => !state.isLoaded || !state.isShippedLoaded);
  return (
    <Desk title={text("generate.title")}>
      {isLoading ? (
        <LoadingCards words={text("generate.loading")} />
      ) : (
        <EmptyState
          icon={<SlidersHorizontal size={28} />}
          title={text("generate.empty.title")}
          text={text("generate.empty.text")}
          actions={
            <Button
              variant="primary"
              onPress={() => {
                chooseModel("vae");
                openDesk("train");
              }}
            >
              {text("generate.empty.action")}
            </Button>
          }
        />
      )}
    </Desk>
  );
}
