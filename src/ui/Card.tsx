/** A framed part of a desk with an optional title and actions at its right. */
import { type ReactNode, useId } from "react";
import { classNames } from "./classNames.ts";

export interface CardProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  /** `accent`: draws the eye to something to decide; `bad`: something went wrong. */
  readonly tone?: "plain" | "accent" | "bad";
  readonly className?: string;
}

const edges = { plain: "border-line", accent: "border-accent", bad: "border-bad" };

export function Card({ title, actions, children, tone = "plain", className }: CardProps) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={title ? titleId : undefined}
      className={classNames("min-w-0 rounded-card border bg-surface p-3.5", edges[tone], className)}
    >
      {(title || actions) && (
        <div className="mb-2.5 flex min-h-6 flex-wrap items-center justify-between gap-2">
          {title && (
            <h3 id={titleId} className="text-small font-semibold text-muted">
              {title}
            </h3>
          )}
          {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
