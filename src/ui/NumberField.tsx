/** A whole or broken number with its label; typed, or stepped with the arrow keys. */
import { useId } from "react";
import { NumberField as AriaNumberField, Input } from "react-aria-components";
import { classNames } from "./classNames.ts";
import { InfoHint } from "./Hint.tsx";

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, min, max, step = 1, hint, isDisabled = false } = props;
  const labelId = useId();
  return (
    <div
      className={classNames(
        "grid grid-cols-[minmax(0,1fr)_6rem] items-center gap-2",
        props.className,
      )}
    >
      <span className="flex min-w-0 items-center gap-1 text-small">
        <span id={labelId}>{label}</span>
        {hint && <InfoHint about={label} text={hint} />}
      </span>
      <AriaNumberField
        aria-labelledby={labelId}
        value={value}
        onChange={(next) => {
          if (Number.isFinite(next)) onChange(next);
        }}
        {...(min === undefined ? {} : { minValue: min })}
        {...(max === undefined ? {} : { maxValue: max })}
        step={step}
        isDisabled={isDisabled}
        formatOptions={{ useGrouping: false, maximumFractionDigits: 6 }}
      >
        <Input className="h-8 w-full rounded-control border border-edge bg-surface px-2 text-right text-small disabled:opacity-45" />
      </AriaNumberField>
    </div>
  );
}
