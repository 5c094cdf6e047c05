/** A name that is edited where it stands: looks like text, takes Enter or leaving as done, Escape as never mind. */
import { type KeyboardEvent, useRef, useState } from "react";
import { classNames } from "../classNames.ts";

export interface TextFieldProps {
  /** For screen readers. */
  readonly label: string;
  readonly value: string;
  /** Called when a different, non-empty name is done. */
  readonly onCommit: (value: string) => void;
  readonly maxLength?: number;
  readonly isDisabled?: boolean;
  /** Focus and select at once: for something just created. */
  readonly autoFocus?: boolean;
  readonly className?: string;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onCommit, maxLength = 80, isDisabled = false, className } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const isCancelled = useRef(false);
  const finish = () => {
    const name = typed?.trim();
    setTyped(null);
    if (!isCancelled.current && name && name !== value) onCommit(name);
    isCancelled.current = false;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation(); // a name may hold digits and spaces; they are not shortcuts
    if (event.nativeEvent.isComposing) return; // the input method takes its candidate, or drops it
    if (event.key !== "Enter" && event.key !== "Escape") return;
    isCancelled.current = event.key === "Escape";
    event.currentTarget.blur();
  };
  const shown = typed ?? value;
  return (
    <input
      type="text"
      aria-label={label}
      value={shown}
      maxLength={maxLength}
      disabled={isDisabled}
      spellCheck={false}
      // biome-ignore lint/a11y/noAutofocus: only for what the person has just created
      autoFocus={props.autoFocus}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={onKeyDown}
      className={classNames(
        "field-sizing-content h-7 min-w-8 max-w-full truncate rounded-thumb border border-transparent bg-transparent px-1.5",
        "hover:border-line focus:border-edge focus:bg-surface",
        className,
      )}
    />
  );
}
