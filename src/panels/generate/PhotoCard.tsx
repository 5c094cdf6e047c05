/** Starting from a photo: the sliders take what describes it, and both stand side by side. */
import { ImagePlus, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { encode, generate } from "../../client/inference.ts";
import { errorMessageId } from "../../client/notices.ts";
import { wholePhoto } from "../../client/photos.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { FileButton } from "../../ui/files/FileButton.tsx";
import { usePageDrop } from "../../ui/files/PageDrop.tsx";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { ImageCanvas } from "../../ui/pictures/ImageCanvas.tsx";
import { Figure } from "./Figure.tsx";
import { goToLatent } from "./latents.ts";
import { photoPatch } from "./photoPatch.ts";
import { useBitmap } from "./useBitmap.ts";

type Stage =
  | { readonly name: "none" }
  | { readonly name: "reading"; readonly file: string }
  | { readonly name: "shown"; readonly file: string }
  | { readonly name: "failed"; readonly file: string; readonly reason: `error.${string}` };

const shownSide = 192;
/** Of the decoded photo that it is cut out of, px. */
const readSide = 1024;

export function PhotoCard({ runId }: { readonly runId: string }) {
  const text = useText();
  const { stage, photo, reconstruction, take, putAway } = usePhoto(runId);
  usePageDrop({
    describe: () => text("generate.drop"),
    onDrop: ({ files }) => {
      if (files[0]) take(files[0].file);
    },
  });
  const close = stage.name !== "none" && stage.name !== "reading" && (
    <Button variant="icon" size="small" aria-label={text("generate.photo.close")} onPress={putAway}>
      <X size={14} aria-hidden />
    </Button>
  );
  return (
    <Card title={text("generate.photo.title")} actions={close}>
      {stage.name === "shown" && (
        <SideBySide name={stage.file} photo={photo} reconstruction={reconstruction} />
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <FileButton
          label={text("generate.photo.add")}
          icon={<ImagePlus size={15} aria-hidden />}
          isMultiple={false}
          isDisabled={stage.name === "reading"}
          onFiles={({ files }) => files[0] && take(files[0].file)}
        />
        <p role="status" className="min-w-40 flex-1 text-small text-muted">
          <StageWords stage={stage} />
        </p>
      </div>
    </Card>
  );
}

function StageWords({ stage }: { readonly stage: Stage }) {
  const text = useText();
  switch (stage.name) {
    case "none":
      return text("generate.photo.hint");
    case "reading":
      return text("generate.photo.reading", { name: stage.file });
    case "failed": {
      const words = { name: stage.file, reason: text.stated(stage.reason) };
      return <span className="text-bad">{text("generate.photo.failed", words)}</span>;
    }
    case "shown":
      return null;
    default:
      return stage satisfies never;
  }
}

interface SideBySideProps {
  readonly name: string;
  readonly photo: ImageBitmap | null;
  readonly reconstruction: ImageBitmap | null;
}

function SideBySide({ name, photo, reconstruction }: SideBySideProps) {
  const text = useText();
  const isSmooth = useAppStore((state) => state.smoothPixels);
  const square = "aspect-square w-full rounded-thumb";
  return (
    <div className="mb-3 grid max-w-md grid-cols-2 gap-3">
      <Figure caption={text("generate.photo.yours")}>
        <ImageCanvas bitmap={photo} label={name} className={square} />
      </Figure>
      <Figure caption={text("generate.photo.reconstruction")}>
        <ImageCanvas
          bitmap={reconstruction}
          label={text("generate.photo.reconstruction")}
          isSmooth={isSmooth}
          className={square}
          testId="reconstruction"
        />
      </Figure>
    </div>
  );
}

/** Somebody has asked for another photo meanwhile, or has left. */
class Stale extends Error {}

function usePhoto(runId: string) {
  const [stage, setStage] = useState<Stage>({ name: "none" });
  const [photo, setPhoto] = useBitmap();
  const [reconstruction, setReconstruction] = useBitmap();
  /** Counts what was asked for; what is asked for later, or leaving, makes an answer stale. */
  const turn = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another model has not seen the photo
  useEffect(() => {
    setStage({ name: "none" });
    return () => {
      turn.current++;
    };
  }, [runId]);

  async function read(file: File): Promise<void> {
    const patches = useAppStore.getState().runs.find((run) => run.runId === runId)?.data.patches;
    if (!patches) return;
    const mine = ++turn.current;
    const unlessStale = <T,>(value: T, close: (value: T) => void): T => {
      if (mine === turn.current) return value;
      close(value);
      throw new Stale();
    };
    const closing = (bitmap: ImageBitmap) => bitmap.close();
    setStage({ name: "reading", file: file.name });
    try {
      const z = unlessStale(await encode(runId, file), () => undefined);
      const whole = unlessStale(await wholePhoto(file, readSide), closing);
      setPhoto(photoPatch(whole, patches, shownSide));
      goToLatent(runId, z);
      setReconstruction(unlessStale(await generate(runId, { z }), closing));
      setStage({ name: "shown", file: file.name });
    } catch (error) {
      if (mine !== turn.current) return;
      setStage({ name: "failed", file: file.name, reason: errorMessageId(error) });
    }
  }

  return {
    stage,
    photo,
    reconstruction,
    take: (file: File) => void read(file),
    putAway: () => {
      turn.current++;
      setStage({ name: "none" });
    },
  };
}
