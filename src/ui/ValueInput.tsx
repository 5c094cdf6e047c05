/** A number that can be typed: shows the value in short form, takes what is typed on Enter or on leaving. */
import { type KeyboardEvent, useState } from "react";
import { classNames } from "./classNames.ts";

export interface ValueInputProps {
  readonly label: string;
  readonly value: number;
  /** How the value reads when nobody types. */
  readonly format: (value: number) => string;
  /** Called with a finite number; the caller keeps it within bounds. */
  readonly onCommit: (value: number) => void;
  /** Shown value = value × factor, e.g. 100 for percent. */
  readonly factor?: number;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** Reads "0,5", "1e-4", "50 %"; null where there is no number. */
export function parseNumber(text: string): number | null {
  const found = /[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?/i.exec(text.replace(/[\s_]/g, ""));
  const value = found ? Number(found[0].replace(",", ".")) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

export function ValueInput(props: ValueInputProps) {
  const { label, value, format, onCommit, factor = 1, isDisabled = false, className } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const number = typed === null ? null : parseNumber(typed);
    setTyped(null);
    if (number !== null) onCommit(number / factor);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape" && typed !== null) {
      event.stopPropagation();
      setTyped(null);
    }
  };
  return (
    <input
      type="text"
      inputMode="decimal"
      aria-label={label}
      disabled={isDisabled}
      value={typed ?? format(value)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
      className={classNames(
        "h-6 min-w-0 rounded-thumb border border-transparent bg-transparent px-1 text-right text-small text-muted",
        "hover:border-line focus:border-edge focus:text-ink disabled:opacity-45",
        className,
      )}
    />
  );
}
