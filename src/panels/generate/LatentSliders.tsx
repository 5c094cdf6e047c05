/** One slider a latent dimension, the ones that matter most first. */
import { memo, useState } from "react";
import { useText } from "../../messages/text.ts";
import type { LatentSpace } from "../../protocol/engine.ts";
import { Button } from "../../ui/Button.tsx";
import { InfoHint } from "../../ui/Hint.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { shareText } from "../../ui/shareText.ts";
import { latentReach, moveLatent, settleLatent, useLatents } from "./latents.ts";

const firstShown = 12;

export interface LatentSlidersProps {
  readonly runId: string;
  readonly latentDim: number;
  /** null until the engine has measured what each dimension does; then their own order serves. */
  readonly space: LatentSpace | null;
}

export function LatentSliders({ runId, latentDim, space }: LatentSlidersProps) {
  const text = useText();
  const [isAll, setIsAll] = useState(false);
  const order = space?.order ?? Array.from({ length: latentDim }, (_, index) => index);
  const most = Math.max(...(space?.importance ?? [1]));
  return (
    <div>
      <h3 className="mb-2 flex items-center gap-1 text-small font-semibold text-muted">
        {text("generate.sliders")}
        <InfoHint about={text("generate.sliders")} text={text("generate.slidersHint")} />
      </h3>
      <div className="flex flex-col gap-1.5">
        {(isAll ? order : order.slice(0, firstShown)).map((index) => (
          <LatentSlider
            key={index}
            runId={runId}
            index={index}
            importance={space?.importance[index] ?? null}
            bar={(space?.importance[index] ?? 0) / most}
          />
        ))}
      </div>
      {order.length > firstShown && (
        <Button size="small" className="mt-3 w-full" onPress={() => setIsAll(!isAll)}>
          {isAll
            ? text("generate.showFewer", { count: firstShown })
            : text("generate.showAll", { count: order.length })}
        </Button>
      )}
    </div>
  );
}

interface LatentSliderProps {
  readonly runId: string;
  readonly index: number;
  /** Share of the picture's change, 0…1; null while unknown. */
  readonly importance: number | null;
  /** Length of the bar, 0…1. */
  readonly bar: number;
}

/** Selects its own number, so that moving one slider renders one slider. */
const LatentSlider = memo(function LatentSlider(props: LatentSliderProps) {
  const { runId, index, importance, bar } = props;
  const text = useText();
  const value = useLatents(({ byRun }) => byRun[runId]?.z[index] ?? 0);
  const share = importance === null ? "" : shareText(text.locale, importance);
  return (
    <div>
      <Slider
        label={text("generate.dimension", { number: index + 1 })}
        value={value}
        min={-latentReach}
        max={latentReach}
        step={0.05}
        defaultValue={0}
        fillFromDefault
        format={(number) => number.toFixed(2)}
        onChange={(next) => moveLatent(runId, index, next)}
        onChangeEnd={() => settleLatent(runId)}
      />
      {importance !== null && (
        <div
          role="img"
          aria-label={text("generate.importance", { share })}
          title={text("generate.importance", { share })}
          className="-mt-0.5 h-[3px] w-24 overflow-hidden rounded-full bg-hover"
        >
          <div className="h-full bg-data" style={{ width: `${(bar * 100).toFixed(1)}%` }} />
        </div>
      )}
    </div>
  );
});
