/** How curves are shown: smoothed, on a logarithmic scale, or as tables. */
import { useText } from "../../../messages/text.ts";
import { Slider } from "../../../ui/forms/Slider.tsx";
import { Switch } from "../../../ui/forms/Switch.tsx";

const firstSmoothing = 0.8;
const mostSmoothing = 0.99;

export interface CurveView {
  readonly smoothing: number;
  readonly isLog: boolean;
  readonly isTable: boolean;
}

export const firstView: CurveView = { smoothing: firstSmoothing, isLog: false, isTable: false };

interface CurveControlsProps {
  readonly view: CurveView;
  readonly onChange: (changes: Partial<CurveView>) => void;
}

export function CurveControls({ view, onChange }: CurveControlsProps) {
  const text = useText();
  return (
    <>
      <Slider
        label={text("train.curves.smoothing")}
        value={view.smoothing}
        min={0}
        max={mostSmoothing}
        step={0.01}
        defaultValue={firstSmoothing}
        onChange={(smoothing) => onChange({ smoothing })}
        className="w-64 grid-cols-[auto_minmax(3rem,1fr)_3rem]!"
      />
      <Switch
        label={text("train.curves.log")}
        isSelected={view.isLog}
        onChange={(isLog) => onChange({ isLog })}
      />
      <Switch
        label={text("train.curves.table")}
        isSelected={view.isTable}
        onChange={(isTable) => onChange({ isTable })}
      />
    </>
  );
}
