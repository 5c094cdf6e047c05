/** A whole number with its label; typed, or stepped with the arrow keys. */
import { type KeyboardEvent, useId } from "react";
import { classNames } from "../classNames.ts";
import { InfoHint } from "../feedback/Hint.tsx";
import { Complaint } from "./Complaint.tsx";
import { useTypedNumber } from "./useTypedNumber.ts";

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min: number;
  readonly max: number;
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

const pageStep = 10;

/** How far a key goes from the value, or from what is being typed. */
const stepOfKey: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: pageStep,
  PageDown: -pageStep,
};

export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, min, max, hint, isDisabled = false } = props;
  const labelId = useId();
  const complaintId = useId();
  const typing = useTypedNumber({
    value,
    min,
    max,
    isWhole: true,
    format: String,
    onCommit: (typed) => {
      if (typed !== value) onChange(typed);
    },
  });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return; // the keys are the input method's
    const step = stepOfKey[event.key];
    if (event.key === "Enter") typing.commit();
    else if (event.key === "Escape" && typing.cancel()) event.stopPropagation();
    else if (step !== undefined) {
      event.preventDefault();
      typing.cancel();
      const next = Math.min(max, Math.max(min, typing.meant + step));
      if (next !== value) onChange(next);
    }
  };
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
      <input
        type="text"
        role="spinbutton"
        inputMode="numeric"
        aria-labelledby={labelId}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-invalid={typing.complaint !== null}
        aria-describedby={typing.complaint === null ? undefined : complaintId}
        disabled={isDisabled}
        value={typing.shown}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => typing.type(event.currentTarget.value)}
        onBlur={typing.commit}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-control border border-edge bg-surface px-2 text-right text-small disabled:opacity-45 aria-invalid:border-bad"
      />
      <Complaint id={complaintId} text={typing.complaint} />
    </div>
  );
}
