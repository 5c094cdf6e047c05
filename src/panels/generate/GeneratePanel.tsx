/** The Generate desk: sliders over a model's latent space, and the picture that they make. */
import { SlidersHorizontal } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { openDesk } from "../../client/desks.ts";
import { latentSpace } from "../../client/play.ts";
import { chooseRun } from "../../client/runs.ts";
import { useText } from "../../messages/text.ts";
import type { LatentSpace } from "../../protocol/engine.ts";
import { selectRunFor, selectRunsFor, useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Desk } from "../../ui/Desk.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Select } from "../../ui/Select.tsx";
import { saveBlob } from "../../ui/saveBlob.ts";
import { useMediaQuery } from "../../ui/useMediaQuery.ts";
import { LatentActions } from "./LatentActions.tsx";
import { LatentSliders } from "./LatentSliders.tsx";
import { ensureLatent, useLatents } from "./latents.ts";
import { PhotoCard } from "./PhotoCard.tsx";
import { PictureCard } from "./PictureCard.tsx";
import { Variations } from "./Variations.tsx";

const selectRun = selectRunFor("generate");
const selectRuns = selectRunsFor("generate");
const selectEncoders = selectRunsFor("reconstruct");

export function GeneratePanel() {
  const text = useText();
  const runId = useAppStore((state) => selectRun(state)?.runId);
  const isStarting = useAppStore((state) => state.engineStatus === "starting");
  if (runId) return <GenerateDesk key={runId} runId={runId} />;
  return (
    <Desk title={text("generate.title")}>
      {isStarting ? (
        <p className="text-muted">{text("generate.loading")}</p>
      ) : (
        <EmptyState
          icon={<SlidersHorizontal size={28} />}
          title={text("generate.empty.title")}
          text={text("generate.empty.text")}
          actions={
            <Button variant="primary" onPress={() => openDesk("train")}>
              {text("generate.empty.action")}
            </Button>
          }
        />
      )}
    </Desk>
  );
}

function GenerateDesk({ runId }: { readonly runId: string }) {
  const text = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  // On a narrow screen a sheet with the sliders would cover the picture that they move.
  const isWide = useMediaQuery("(min-width: 68.75rem)");
  const space = useLatentSpace(runId);
  const canEncode = useAppStore((state) =>
    selectEncoders(state).some((run) => run.runId === runId),
  );
  const stated = useAppStore((state) => selectRun(state)?.hparams.latentDim);
  const latentDim = typeof stated === "number" ? stated : space?.order.length;
  const isPlaced = useLatents(({ byRun }) => runId in byRun);
  useEffect(() => {
    if (latentDim !== undefined) ensureLatent(runId, latentDim);
  }, [runId, latentDim]);
  const sliders = latentDim !== undefined && isPlaced && (
    <LatentSliders runId={runId} latentDim={latentDim} space={space} />
  );
  return (
    <Desk
      title={text("generate.title")}
      actions={<LatentActions runId={runId} onDownload={() => download(canvas.current, runId)} />}
      side={{
        title: text("generate.model"),
        children: (
          <div className="flex flex-col gap-5">
            <GenerateRunPicker />
            {isWide && sliders}
          </div>
        ),
      }}
    >
      <div className="grid items-start gap-4 bar:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
        <PictureCard runId={runId} canvas={canvas} />
        <div className="flex min-w-0 flex-col gap-4">
          {!isWide && sliders && <Card>{sliders}</Card>}
          <Variations runId={runId} />
          {canEncode && <PhotoCard runId={runId} />}
        </div>
      </div>
    </Desk>
  );
}

function GenerateRunPicker() {
  const text = useText();
  const runs = useAppStore(useShallow(selectRuns));
  const chosen = useAppStore((state) => selectRun(state)?.runId ?? "");
  return (
    <Select
      label={text("generate.model")}
      hideLabel
      value={chosen}
      options={runs.map((run) => ({
        value: run.runId,
        label: run.name,
        note: text("train.status.stepOf", { step: run.step, steps: Number(run.hparams.steps) }),
      }))}
      onChange={(runId) => chooseRun("generate", runId)}
    />
  );
}

/** What each dimension does; measured by the engine, null until then. */
function useLatentSpace(runId: string): LatentSpace | null {
  const [space, setSpace] = useState<LatentSpace | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void latentSpace(runId).then(
      (measured) => {
        if (isCurrent) setSpace(measured);
      },
      () => undefined, // no weights yet: the dimensions keep their own order
    );
    return () => {
      isCurrent = false;
    };
  }, [runId]);
  return space;
}

/** Saves the picture in the model's own pixels. */
function download(canvas: HTMLCanvasElement | null, runId: string): void {
  canvas?.toBlob((blob) => {
    if (!blob) return;
    const seed = useLatents.getState().byRun[runId]?.seed;
    saveBlob(blob, seed === null || seed === undefined ? "texture.png" : `texture-${seed}.png`);
  });
}
