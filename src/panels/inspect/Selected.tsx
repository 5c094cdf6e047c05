/** The chosen image, large, with the heat map over it; its verdict beside it. */
import type { ReactNode } from "react";
import { wholePhoto } from "../../client/photos.ts";
import { sourceKey } from "../../client/thumbnails.ts";
import { useText } from "../../messages/text.ts";
import { Slider } from "../../ui/forms/Slider.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { HeatOverlay } from "../../ui/pictures/HeatOverlay.tsx";
import { HeatScale } from "../../ui/pictures/HeatScale.tsx";
import { LazyPicture } from "../../ui/pictures/LazyPicture.tsx";
import { shareText } from "../../ui/words/shareText.ts";
import type { Entry, Judgement } from "./entries.ts";
import { useJudgements } from "./judgements.ts";
import { useVerdict } from "./ranking.ts";
import { VerdictCard } from "./VerdictCard.tsx";
import { firstHeat } from "./view.ts";

/** Of a photo that is shown without a heat map, px. */
const shownSide = 512;

export interface SelectedProps {
  /** How strongly the heat map covers, 0…1. */
  readonly heat: number;
  readonly onHeat: (heat: number) => void;
  /** Stands under the verdict. */
  readonly children: ReactNode;
}

export function Selected({ heat, onHeat, children }: SelectedProps) {
  const entry = useJudgements(
    ({ entries, selectedId }) => entries.find(({ id }) => id === selectedId) ?? entries[0],
  );
  if (!entry) return null;
  return (
    <div className="grid items-start gap-4 bar:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)]">
      <Card>
        <Picture entry={entry} />
        <HeatControl heat={heat} onHeat={onHeat} />
      </Card>
      <div className="flex min-w-0 flex-col gap-4">
        <VerdictCard entry={entry} />
        {children}
      </div>
    </div>
  );
}

function Picture({ entry }: { readonly entry: Entry }) {
  const text = useText();
  const { outcome } = entry;
  return (
    <div className="relative mx-auto aspect-square w-full max-w-[max(14rem,calc(100dvh-26rem))] overflow-hidden rounded-thumb bg-raised">
      {outcome.state === "done" ? (
        <JudgedPicture entry={entry} judgement={outcome.judgement} />
      ) : (
        <p className="flex size-full items-center justify-center p-6 text-center text-muted">
          {text(`inspect.${outcome.state}`)}
        </p>
      )}
    </div>
  );
}

interface JudgedPictureProps {
  readonly entry: Entry;
  readonly judgement: Judgement;
}

/** With its heat map; the photo alone until that is made anew, and where its model is gone. */
function JudgedPicture({ entry, judgement }: JudgedPictureProps) {
  const text = useText();
  const { ranking } = useVerdict(entry);
  const { pictures } = judgement;
  const { source, name } = entry;
  const verdict = ranking[0]?.name ?? "";
  const share = shareText(text.locale, ranking[0]?.probability ?? 0);
  if (pictures) {
    const label = text("inspect.picture", { name, verdict, share });
    return <HeatOverlay label={label} photo={pictures.photo} heat={pictures.heat} fit="contain" />;
  }
  if (!source) return null;
  return (
    <LazyPicture
      pictureKey={sourceKey(source)}
      load={() => wholePhoto(source, shownSide)}
      label={text("inspect.picturePlain", { name, verdict, share })}
      className="size-full object-contain!"
    />
  );
}

function HeatControl({ heat, onHeat }: Pick<SelectedProps, "heat" | "onHeat">) {
  const text = useText();
  return (
    <>
      <Slider
        label={text("inspect.heat")}
        hint={text("inspect.heatHint")}
        value={heat}
        min={0}
        max={1}
        step={0.01}
        factor={100}
        format={(value) => shareText(text.locale, value)}
        defaultValue={firstHeat}
        onChange={onHeat}
        className="mt-3"
      />
      <HeatScale low={text("inspect.heatLow")} high={text("inspect.heatHigh")} />
    </>
  );
}
