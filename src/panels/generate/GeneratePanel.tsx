/** The Generate desk: what it shows depends on what the chosen model can do. */
import { SlidersHorizontal } from "lucide-react";
import { openDesk } from "../../client/desks.ts";
import { chooseModel } from "../../client/training.ts";
import { useText } from "../../messages/text.ts";
import { selectRunFor, useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Desk } from "../../ui/layout/Desk.tsx";
import { EmptyState } from "../../ui/layout/EmptyState.tsx";
import { LoadingCards } from "../../ui/layout/LoadingCards.tsx";
import { DrawDesk } from "./DrawDesk.tsx";
import { TranslateDesk } from "./TranslateDesk.tsx";

const selectRun = selectRunFor("generate");

export function GeneratePanel() {
  const runId = useAppStore((state) => selectRun(state)?.runId);
  return runId === undefined ? <NoModel /> : <ModelDesk key={runId} />;
}

function ModelDesk() {
  // What stays while a run trains: so that its steps do not render the desk.
  const runId = useAppStore((state) => selectRun(state)?.runId);
  const data = useAppStore((state) => selectRun(state)?.data);
  const hparams = useAppStore((state) => selectRun(state)?.hparams);
  const spec = useAppStore((state) => {
    const modelId = selectRun(state)?.modelId;
    return state.engine?.models.find((model) => model.id === modelId);
  });
  if (!runId || !data || !hparams || !spec) return null; // gone at this moment
  return spec.tasks.includes("generate") ? (
    <DrawDesk run={{ runId, data, hparams }} spec={spec} />
  ) : (
    <TranslateDesk run={{ runId, data }} />
  );
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
