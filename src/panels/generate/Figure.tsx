/** A picture with its name below, both given by the caller. */
import type { ReactNode } from "react";

export interface FigureProps {
  readonly caption: ReactNode;
  readonly children: ReactNode;
}

export function Figure({ caption, children }: FigureProps) {
  return (
    <figure className="min-w-0">
      {children}
      <figcaption className="mt-1 text-small text-muted wrap-anywhere">{caption}</figcaption>
    </figure>
  );
}
