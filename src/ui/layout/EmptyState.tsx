/** What a desk shows when there is nothing yet: one sentence, one thing to do, maybe a sample to try. */
import type { ReactNode } from "react";
import { classNames } from "../classNames.ts";

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: string;
  /** Buttons; the first is the primary one. */
  readonly actions?: ReactNode;
  readonly className?: string;
}

export function EmptyState({ icon, title, text, actions, className }: EmptyStateProps) {
  return (
    <div
      className={classNames(
        "flex flex-col items-center justify-center gap-2 rounded-card border border-dashed border-edge px-6 py-12 text-center",
        className,
      )}
    >
      {icon && (
        <span aria-hidden className="mb-1 text-muted">
          {icon}
        </span>
      )}
      <p className="text-title font-semibold text-balance">{title}</p>
      {text && <p className="max-w-prose text-muted text-pretty">{text}</p>}
      {actions && (
        <div className="mt-3 flex flex-wrap items-center justify-center gap-2">{actions}</div>
      )}
    </div>
  );
}
