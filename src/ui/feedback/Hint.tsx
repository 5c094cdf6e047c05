/** Explanations on hover, on focus and on touch: `Hint` around a control, `InfoHint` beside a word. */
import { CircleHelp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button as AriaButton, Tooltip, TooltipTrigger } from "react-aria-components";

type Side = "top" | "bottom" | "left" | "right";

function HintBox({ text, side }: { readonly text: string; readonly side: Side }) {
  return (
    <Tooltip
      placement={side}
      offset={6}
      className="max-w-72 rounded-control border border-line bg-raised px-2.5 py-1.5 text-small text-ink"
    >
      {text}
    </Tooltip>
  );
}

export interface HintProps {
  readonly text: string;
  readonly side?: Side;
  /** One of our buttons. A native element needs React Aria's `Focusable` around it. */
  readonly children: ReactNode;
}

/** Shows words when its control is hovered or has the keyboard's focus. */
export function Hint({ text, side = "top", children }: HintProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      {children}
      <HintBox text={text} side={side} />
    </TooltipTrigger>
  );
}

/** A small "?" that explains the word beside it; a touch opens it too. `about` names that word. */
export function InfoHint({ text, about }: { readonly text: string; readonly about: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <TooltipTrigger delay={200} closeDelay={80} isOpen={isOpen} onOpenChange={setIsOpen}>
      <AriaButton
        aria-label={`${about}: ${text}`}
        onPress={() => setIsOpen(true)}
        className="-m-1 inline-flex size-6 shrink-0 cursor-help items-center justify-center rounded-full text-muted data-hovered:text-ink"
      >
        <CircleHelp size={13} aria-hidden />
      </AriaButton>
      <HintBox text={text} side="top" />
    </TooltipTrigger>
  );
}
