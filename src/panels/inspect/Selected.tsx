/** The chosen image, large, with the heat map over it; its verdict beside it. */
import type { ReactNode } from "react";
import { useText } from "../../messages/text.ts";
import { Slider } from "../../ui/forms/Slider.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { HeatScale } from "../../ui/pictures/HeatScale.tsx";
import { shareText } from "../../ui/words/shareText.ts";
import { shownEntry, useJudgements } from "./list.ts";
import { Picture } from "./Picture.tsx";
import { VerdictCard } from "./VerdictCard.tsx";
import { firstHeat } from "./view.ts";

export interface SelectedProps {
  /** How strongly the heat map covers, 0…1. */
  readonly heat: number;
  readonly onHeat: (heat: number) => void;
  /** Stands under the verdict. */
  readonly children: ReactNode;
}

export function Selected({ heat, onHeat, children }: SelectedProps) {
  const entry = useJudgements(shownEntry);
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
