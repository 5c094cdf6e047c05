/** Which of the two classes a photo is to look like. */
import { useText } from "../../messages/text.ts";
import type { ClassName } from "../../protocol/runData.ts";
import { SegmentedControl } from "../../ui/forms/SegmentedControl.tsx";
import { choiceIn, chooseTarget, useChoices } from "./translations.ts";

export interface DirectionControlProps {
  readonly runId: string;
  readonly classes: readonly ClassName[];
}

export function DirectionControl({ runId, classes }: DirectionControlProps) {
  const text = useText();
  const target = useChoices((state) => choiceIn(state, runId).target);
  return (
    <SegmentedControl
      label={text("translate.direction")}
      value={String(target)}
      options={classes.map(({ name }, index) => ({
        value: String(index),
        label: text("translate.into", { class: name }),
      }))}
      onChange={(chosen) => chooseTarget(runId, Number(chosen))}
    />
  );
}
