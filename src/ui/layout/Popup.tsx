/** A small panel that hangs from its button: details that need no window of their own. */
import type { ReactNode } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";

export interface PopupProps {
  /** Our `Button`. */
  readonly trigger: ReactNode;
  readonly label: string;
  /** Gets a function that closes the panel. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

export function Popup({ trigger, label, children }: PopupProps) {
  return (
    <DialogTrigger>
      {trigger}
      <Popover
        placement="bottom end"
        offset={6}
        className="w-80 max-w-[calc(100vw-1rem)] overflow-auto rounded-card border border-line bg-surface"
      >
        <Dialog aria-label={label} className="p-4 outline-none">
          {({ close }) => (typeof children === "function" ? children(close) : children)}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
