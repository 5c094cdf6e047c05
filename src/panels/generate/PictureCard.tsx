/** The large picture with the ways to look at it; it stays in sight while the sliders scroll. */
import { useState } from "react";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { SegmentedControl } from "../../ui/forms/SegmentedControl.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { LatentPicture } from "./LatentPicture.tsx";
import { ScalingControl } from "./ScalingControl.tsx";

type View = "single" | "tiled";

export interface PictureCardProps {
  readonly runId: string;
  readonly canvas: React.RefObject<HTMLCanvasElement | null>;
}

export function PictureCard({ runId, canvas }: PictureCardProps) {
  const text = useText();
  const isSmooth = useAppStore((state) => state.smoothPixels);
  const isTraining = useAppStore((state) =>
    state.runs.some((run) => run.runId === runId && run.state === "training"),
  );
  const [view, setView] = useState<View>("single");
  const [trouble, setTrouble] = useState<`error.${string}` | null>(null);
  return (
    <Card className="z-10 flex flex-col items-center [@media(min-height:37.5rem)]:sticky [@media(min-height:37.5rem)]:top-0">
      <div className="w-full max-w-[max(12rem,42dvh)] bar:max-w-[max(12rem,calc(100dvh-17rem))]">
        <LatentPicture
          runId={runId}
          label={text("generate.picture")}
          tiles={view === "tiled" ? 3 : 1}
          isSmooth={isSmooth}
          onTrouble={setTrouble}
          canvas={canvas}
        />
        {trouble && (
          <p role="alert" className="mt-3 text-bad">
            {text("generate.failed", { reason: text.stated(trouble) })}
          </p>
        )}
        <ViewControls view={view} onView={setView} />
        {isTraining && <p className="mt-2 text-small text-accent-text">{text("generate.live")}</p>}
      </div>
    </Card>
  );
}

interface ViewControlsProps {
  readonly view: View;
  readonly onView: (view: View) => void;
}

function ViewControls({ view, onView }: ViewControlsProps) {
  const text = useText();
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-2">
      <SegmentedControl
        label={text("generate.view")}
        value={view}
        options={[
          { value: "single", label: text("generate.view.single") },
          { value: "tiled", label: text("generate.view.tiled") },
        ]}
        onChange={onView}
      />
      <ScalingControl />
    </div>
  );
}
