/** Settings of what the work area shows: a column at the right, or a sheet where the screen is narrow. */
import type { ReactNode } from "react";
import { Dialog } from "./Dialog.tsx";

export interface SidePanelProps {
  readonly title: string;
  readonly children: ReactNode;
  /** At the right of the title. */
  readonly actions?: ReactNode;
}

/** The column, 330 px wide. */
export function SidePanel({ title, children, actions }: SidePanelProps) {
  return (
    <aside
      aria-label={title}
      className="flex w-[330px] shrink-0 flex-col overflow-y-auto border-l border-line bg-surface p-4"
    >
      <div className="mb-3 flex min-h-8 items-center justify-between gap-2">
        <h2 className="text-title font-semibold">{title}</h2>
        {actions}
      </div>
      {children}
    </aside>
  );
}

export interface SideSheetProps extends SidePanelProps {
  readonly closeLabel: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The same as a sheet over the page. */
export function SideSheet({ title, children, actions, ...rest }: SideSheetProps) {
  return (
    <Dialog title={title} kind="sheet" {...rest}>
      {actions && <div className="mb-3 flex justify-end">{actions}</div>}
      {children}
    </Dialog>
  );
}
