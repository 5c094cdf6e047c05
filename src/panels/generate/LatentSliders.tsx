/** One slider a latent dimension, the ones that matter most first. */
import { memo } from "react";
import { useText } from "../../messages/text.ts";
import type { LatentSpace } from "../../protocol/inference.ts";
import { Slider } from "../../ui/forms/Slider.tsx";
import { shareText } from "../../ui/words/shareText.ts";
import { latentReach, moveLatent, settleLatent, useLatents } from "./latents.ts";
import { SlidersTitle } from "./SlidersTitle.tsx";
import { Unfolding } from "./Unfolding.tsx";

const firstShown = 12;

export interface LatentSlidersProps {
  readonly runId: string;
  readonly latentDim: number;
  /** null until the engine has measured what each dimension does; then their own order serves. */
  readonly space: LatentSpace | null;
}

export function LatentSliders({ runId, latentDim, space }: LatentSlidersProps) {
  const text = useText();
  const order = space?.order ?? Array.from({ length: latentDim }, (_, index) => index);
  const most = Math.max(...(space?.importance ?? [1]));
  return (
    <div>
      <SlidersTitle words={text("generate.sliders")} hint={text("generate.slidersHint")} />
      <Unfolding items={order} firstShown={firstShown}>
        {(index) => (
          <LatentSlider
            key={index}
            runId={runId}
            index={index}
            importance={space?.importance[index] ?? null}
            bar={(space?.importance[index] ?? 0) / most}
          />
        )}
      </Unfolding>
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
