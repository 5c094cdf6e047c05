/** How much of each class the picture shows: one slider a class, above them what that comes to. */
import { memo } from "react";
import { useText } from "../../messages/text.ts";
import type { ClassName } from "../../protocol/runData.ts";
import { classColor } from "../../ui/classColor.ts";
import { Slider } from "../../ui/forms/Slider.tsx";
import { shareText } from "../../ui/words/shareText.ts";
import { sharesOf } from "./classMix.ts";
import { goToClass, moveMix, settleLatent, useLatents } from "./latents.ts";
import { SlidersTitle } from "./SlidersTitle.tsx";
import { Unfolding } from "./Unfolding.tsx";

const firstShown = 8;

export interface ClassMixProps {
  readonly runId: string;
  /** Those that the run's model is told. */
  readonly classes: readonly ClassName[];
}

export function ClassMix({ runId, classes }: ClassMixProps) {
  const text = useText();
  return (
    <div>
      <SlidersTitle words={text("generate.mix")} hint={text("generate.mixHint")} />
      <MixBar runId={runId} classes={classes} />
      <Unfolding items={[...classes.entries()]} firstShown={firstShown}>
        {([index, { id, name }]) => (
          <ClassSlider key={id} runId={runId} index={index} name={name} />
        )}
      </Unfolding>
    </div>
  );
}

/** Shares of the classes, side by side in their colours. */
function MixBar({ runId, classes }: ClassMixProps) {
  const text = useText();
  const mix = useLatents(({ byRun }) => byRun[runId]?.mix ?? null);
  if (!mix) return null;
  const parts = [...sharesOf(mix).entries()].filter(([, share]) => share > 0);
  const words = parts
    .map(([index, share]) => `${classes[index]?.name} ${shareText(text.locale, share)}`)
    .join(", ");
  return (
    <div
      role="img"
      aria-label={words}
      title={words}
      className="mb-2.5 flex h-2 gap-px overflow-hidden rounded-full"
    >
      {parts.map(([index, share]) => (
        <div key={index} style={{ flexGrow: share, backgroundColor: classColor(index) }} />
      ))}
    </div>
  );
}

interface ClassSliderProps {
  readonly runId: string;
  readonly index: number;
  readonly name: string;
}

/** Selects its own number, so that moving one slider renders one slider and the bar. */
const ClassSlider = memo(function ClassSlider({ runId, index, name }: ClassSliderProps) {
  const text = useText();
  const amount = useLatents(({ byRun }) => byRun[runId]?.mix?.[index] ?? 0);
  return (
    <Slider
      label={name}
      colour={classColor(index)}
      labelButton={{
        name: text("generate.onlyClass", { class: name }),
        onPress: () => goToClass(runId, index),
      }}
      value={amount}
      min={0}
      max={1}
      step={0.01}
      defaultValue={0}
      format={(number) => number.toFixed(2)}
      onChange={(next) => moveMix(runId, index, next)}
      onChangeEnd={() => settleLatent(runId)}
    />
  );
});
