/**
 * A number that can be typed: shows the value in short form, takes what is typed on Enter or on leaving.
 * What it does not understand it leaves, and says so on a line below.
 */
import { type KeyboardEvent, useId } from "react";
import { classNames } from "../classNames.ts";
import { Complaint } from "./Complaint.tsx";
import { type TypedNumberProps, useTypedNumber } from "./useTypedNumber.ts";

export interface ValueInputProps extends TypedNumberProps {
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly className?: string;
  /** It stands in no grid, but in a box that its word about a number hangs from. */
  readonly isAlone?: boolean;
}

/** Two children of the grid that it stands in: the input, and the word about it across all columns. */
export function ValueInput(props: ValueInputProps) {
  const { label, isDisabled = false, className, isAlone = false, ...number } = props;
  const { shown, complaint, type, commit, cancel } = useTypedNumber(number);
  const complaintId = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return; // the keys are the input method's
    if (event.key === "Enter") commit();
    else if (event.key === "Escape" && cancel()) event.stopPropagation();
  };
  return (
    <>
      <input
        type="text"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={complaint !== null}
        aria-describedby={complaint === null ? undefined : complaintId}
        disabled={isDisabled}
        value={shown}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
        className={classNames(
          "h-6 min-w-0 rounded-thumb border border-transparent bg-transparent px-1 text-right text-small text-muted",
          "hover:border-line focus:border-edge focus:text-ink disabled:opacity-45 aria-invalid:border-bad",
          className,
        )}
      />
      <Complaint id={complaintId} text={complaint} floats={isAlone} />
    </>
  );
}
