/**
 * Goes through pictures one by one: a native range input over a strip of them, whose thumb frames the
 * place in view; drag, arrows, Page Up/Down, Home/End.
 */
import type { ReactNode } from "react";
import { classNames } from "../classNames.ts";
import { useTouchHold } from "../forms/useTouchHold.ts";

export interface ScrubberProps {
  readonly label: string;
  /** How many pictures there are. */
  readonly count: number;
  /** Which one is in view, from 0. */
  readonly at: number;
  /** How that one is called. */
  readonly valueText: string;
  readonly onChange: (at: number) => void;
  /** The strip; decoration. */
  readonly children: ReactNode;
  readonly className?: string;
}

export function Scrubber(props: ScrubberProps) {
  const { label, count, at, valueText, onChange, children, className } = props;
  const { ask, ...touch } = useTouchHold(onChange);
  return (
    <div className={classNames("relative min-w-0", className)}>
      {children}
      <input
        type="range"
        aria-label={label}
        aria-valuetext={valueText}
        min={0}
        max={count - 1}
        step={1}
        value={at}
        onChange={(event) => ask(Number(event.currentTarget.value))}
        {...touch}
        className="scrubber absolute inset-0"
        style={{ "--cell": `${100 / count}%` } as Record<string, string>}
      />
    </div>
  );
}
