/** For a model that draws from random numbers: sliders over them, and the picture that they make. */
import { useEffect, useRef, useState } from "react";
import { latentSpace } from "../../client/inference.ts";
import { useText } from "../../messages/text.ts";
import type { LatentSpace } from "../../protocol/inference.ts";
import { saveBlob } from "../../ui/files/saveBlob.ts";
import { Card } from "../../ui/layout/Card.tsx";
import { Desk } from "../../ui/layout/Desk.tsx";
import { useMediaQuery } from "../../ui/layout/useMediaQuery.ts";
import { ClassMix } from "./ClassMix.tsx";
import type { GenerateBodyProps } from "./generateParts.ts";
import { keptPosition } from "./keptLatents.ts";
import { LatentActions } from "./LatentActions.tsx";
import { LatentSliders } from "./LatentSliders.tsx";
import "./latentHistory.ts";
import { ensureLatent, useLatents } from "./latents.ts";
import { PictureCard } from "./PictureCard.tsx";
import { RunPicker } from "./RunPicker.tsx";
import { Variations } from "./Variations.tsx";

export function DrawDesk({ run: { runId, data, hparams }, spec, cards }: GenerateBodyProps) {
  const text = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  // On a narrow screen a sheet with the sliders would cover the picture that they move.
  const isWide = useMediaQuery("(min-width: 68.75rem)");
  const space = useLatentSpace(runId);
  const stated = hparams.latentDim;
  const latentDim = typeof stated === "number" ? stated : space?.order.length;
  const classes = spec.toldClasses ? data.classes : [];
  const isPlaced = useLatents(({ byRun }) => runId in byRun);
  useEffect(() => {
    if (latentDim === undefined) return;
    const kept = keptPosition(runId, latentDim, classes.length);
    ensureLatent(runId, latentDim, classes.length, kept);
  }, [runId, latentDim, classes.length]);
  const sliders = latentDim !== undefined && isPlaced && (
    // A slider that is tabbed to stays clear of the picture, which sticks above in one column.
    <div className="flex flex-col gap-5 max-bar:[&_input]:scroll-mt-[calc(max(12rem,42dvh)+8rem)]">
      {classes.length > 0 && <ClassMix runId={runId} classes={classes} />}
      <LatentSliders runId={runId} latentDim={latentDim} space={space} />
    </div>
  );
  return (
    <Desk
      title={text("generate.title")}
      actions={<LatentActions runId={runId} onDownload={() => download(canvas.current, runId)} />}
      side={{
        title: text("generate.model"),
        children: (
          <div className="flex flex-col gap-5">
            <RunPicker />
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
          {Object.entries(cards).map(([name, Card]) => (
            <Card key={name} runId={runId} />
          ))}
        </div>
      </div>
    </Desk>
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
