/** How far something long has come; without a value it only says that it goes on. */
import { ProgressBar as AriaProgressBar } from "react-aria-components";
import { classNames } from "../classNames.ts";

export interface ProgressBarProps {
  readonly label: string;
  /** 0…1; null while unknown. */
  readonly value: number | null;
  /** Value in words for screen readers, e.g. "step 20 of 400". */
  readonly valueText?: string;
  readonly className?: string;
}

export function ProgressBar({ label, value, valueText, className }: ProgressBarProps) {
  return (
    <AriaProgressBar
      aria-label={label}
      value={value ?? 0}
      minValue={0}
      maxValue={1}
      isIndeterminate={value === null}
      {...(valueText === undefined ? {} : { valueLabel: valueText })}
      className={classNames("h-1 w-full overflow-hidden rounded-full bg-hover", className)}
    >
      {({ percentage, isIndeterminate }) => (
        <div
          className={classNames(
            "h-full rounded-full bg-accent",
            isIndeterminate && "indeterminate w-1/3",
          )}
          style={isIndeterminate ? undefined : { width: `${percentage ?? 0}%` }}
        />
      )}
    </AriaProgressBar>
  );
}
