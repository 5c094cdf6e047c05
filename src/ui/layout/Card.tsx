/** A framed part of a desk with an optional title and actions at its right. */
import { type ReactNode, useId } from "react";
import { classNames } from "../classNames.ts";

export interface CardProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  /** `accent`: draws the eye to something to decide; `bad`: something went wrong. */
  readonly tone?: "plain" | "accent" | "bad";
  /** Of the heading: 2 in the work area, 3 within a side panel. */
  readonly level?: 2 | 3;
  readonly className?: string;
}

const edges = { plain: "border-line", accent: "border-accent", bad: "border-bad" };

export function Card(props: CardProps) {
  const { title, actions, children, tone = "plain", level = 2, className } = props;
  const Heading = level === 2 ? "h2" : "h3";
  const titleId = useId();
  return (
    <section
      aria-labelledby={title ? titleId : undefined}
      className={classNames("min-w-0 rounded-card border bg-surface p-3.5", edges[tone], className)}
    >
      {(title || actions) && (
        <div className="mb-2.5 flex min-h-6 flex-wrap items-center justify-between gap-2">
          {title && (
            <Heading id={titleId} className="text-small font-semibold text-muted">
              {title}
            </Heading>
          )}
          {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
