/** What a range input needs so that a swipe that scrolls the page over it moves nothing. */
import { type PointerEvent, useRef } from "react";
import { TouchHold } from "./touchHold.ts";

export interface TouchHoldHandlers {
  /** Takes each value that the input asks for; it arrives at `onValue` when it is meant. */
  readonly ask: (value: number) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
}

/** @param onEnd a drag or a tap has ended, by whatever pointer */
export function useTouchHold(
  onValue: (value: number) => void,
  onEnd?: () => void,
): TouchHoldHandlers {
  const held = useRef<TouchHold>(null);
  held.current ??= new TouchHold();
  const hold = held.current;
  const pass = (value: number | null) => {
    if (value !== null) onValue(value);
  };
  const end = (isTaken: boolean) => {
    const { asked, isChange } = hold.end(isTaken);
    pass(asked);
    if (isChange) onEnd?.();
  };
  return {
    ask: (value) => {
      if (hold.ask(value)) onValue(value);
    },
    onPointerDown: ({ pointerType, clientX: x, clientY: y }) => {
      if (pointerType === "touch") hold.begin({ x, y });
    },
    onPointerMove: ({ clientX: x, clientY: y }) => pass(hold.move({ x, y })),
    onPointerUp: () => end(false),
    onPointerCancel: () => end(true),
  };
}
