/** Title row of a desk: name, a short summary, modes, and actions with one primary among them. */
import type { ReactNode } from "react";

export interface DeskHeaderProps {
  readonly title: string;
  /** "83 photos in 6 classes". */
  readonly summary?: ReactNode;
  /** A `SegmentedControl`. */
  readonly modes?: ReactNode;
  readonly actions?: ReactNode;
}

export function DeskHeader({ title, summary, modes, actions }: DeskHeaderProps) {
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-page font-semibold">{title}</h1>
      {modes}
      {summary && <p className="text-muted">{summary}</p>}
      {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
