/** A photo beside its translation and, where asked for, what comes back of it; and how to look at them. */
import { useState } from "react";
import { type Text, useText } from "../../messages/text.ts";
import type { ClassName } from "../../protocol/runData.ts";
import { useAppStore } from "../../state/store.ts";
import { classNames } from "../../ui/classNames.ts";
import { Switch } from "../../ui/forms/Switch.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { ImageCanvas } from "../../ui/pictures/ImageCanvas.tsx";
import { shareText } from "../../ui/words/shareText.ts";
import { DirectionControl } from "./DirectionControl.tsx";
import { Figure } from "./Figure.tsx";
import { ScalingControl } from "./ScalingControl.tsx";
import { useReturn } from "./useReturn.ts";
import type { ShownTranslation, TranslationState } from "./useTranslation.ts";

export interface TranslationCardProps {
  readonly runId: string;
  /** The two that the run translates between. */
  readonly classes: readonly ClassName[];
  readonly translation: TranslationState;
}

export function TranslationCard({ runId, classes, translation }: TranslationCardProps) {
  const text = useText();
  const { shown, pending } = translation;
  const [goesBack, setGoesBack] = useState(false);
  const isTraining = useAppStore((state) =>
    state.runs.some((run) => run.runId === runId && run.state === "training"),
  );
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <DirectionControl runId={runId} classes={classes} />
        <p
          role="status"
          className={classNames("text-small text-muted", !shown && "w-full py-16 text-center")}
        >
          {pending && text("translate.working", { name: pending.name })}
        </p>
      </div>
      {shown && <Figures {...{ runId, classes, shown, goesBack }} isPending={pending !== null} />}
      <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Switch
          label={text("translate.return")}
          hint={text("translate.returnHint")}
          isSelected={goesBack}
          onChange={setGoesBack}
        />
        <ScalingControl />
      </div>
      {isTraining && <p className="mt-2 text-small text-accent-text">{text("generate.live")}</p>}
    </Card>
  );
}

interface FiguresProps {
  readonly runId: string;
  readonly classes: readonly ClassName[];
  readonly shown: ShownTranslation;
  readonly goesBack: boolean;
  readonly isPending: boolean;
}

const picture = "max-h-[60dvh] w-full rounded-thumb bg-raised object-contain";

function Figures({ runId, classes, shown, goesBack, isPending }: FiguresProps) {
  const text = useText();
  const isSmooth = useAppStore((state) => state.smoothPixels);
  const { photo, picture: translated, wish } = shown;
  const caption = text("translate.as", { class: classes[wish.target]?.name ?? "" });
  return (
    <div
      className={classNames(
        "grid grid-cols-2 gap-3",
        goesBack && "bar:grid-cols-3",
        isPending && "opacity-50",
      )}
      aria-busy={isPending}
    >
      <Figure caption={wish.photo.name}>
        <ImageCanvas
          bitmap={photo}
          label={wish.photo.name}
          isSmooth={isSmooth}
          className={picture}
        />
      </Figure>
      <Figure caption={caption}>
        <ImageCanvas
          bitmap={translated}
          label={caption}
          isSmooth={isSmooth}
          className={picture}
          testId="translation"
        />
      </Figure>
      {goesBack && <ReturnFigure runId={runId} shown={shown} isSmooth={isSmooth} />}
    </div>
  );
}

interface ReturnFigureProps {
  readonly runId: string;
  readonly shown: ShownTranslation;
  readonly isSmooth: boolean;
}

function ReturnFigure({ runId, shown, isSmooth }: ReturnFigureProps) {
  const text = useText();
  const { bitmap, difference, trouble } = useReturn(runId, shown);
  const words = trouble
    ? text.stated(trouble)
    : difference === null
      ? text("translate.returning")
      : differenceText(text, difference);
  return (
    <Figure
      caption={
        <>
          {text("translate.returned")}
          <span role="status" className={classNames("block", trouble && "text-bad")}>
            {words}
          </span>
        </>
      }
    >
      <ImageCanvas
        bitmap={bitmap}
        label={text("translate.returned")}
        isSmooth={isSmooth}
        className={classNames(picture, difference === null && "opacity-50")}
        testId="returned"
      />
    </Figure>
  );
}

/** Differences below which a picture is hardly to be told from another, close to it, or like it. */
const [hardly, close, alike] = [0.02, 0.05, 0.12];

function differenceText(text: Text, difference: number): string {
  const share = shareText(text.locale, difference);
  if (difference < hardly) return text("translate.difference.hardly", { share });
  if (difference < close) return text("translate.difference.close", { share });
  return text(difference < alike ? "translate.difference.alike" : "translate.difference.other", {
    share,
  });
}
