/** A line across the top of every desk that stays until its cause is gone. */
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** @param children buttons that do something about it */
export function Banner({
  words,
  children,
}: {
  readonly words: string;
  readonly children?: ReactNode;
}) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-bad bg-raised px-4 py-2 text-small"
    >
      <TriangleAlert size={15} aria-hidden className="shrink-0 text-bad" />
      <p className="min-w-48 flex-1">{words}</p>
      {children && <div className="flex min-w-0 flex-wrap gap-2">{children}</div>}
    </div>
  );
}
