/** A line across the top of every desk that stays until its cause is gone. */
import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../../ui/classNames.ts";

interface BannerProps {
  readonly words: string;
  /** `calm`: nothing is amiss; `bad` where it is left out. */
  readonly tone?: "calm" | "bad";
  /** Buttons that do something about it. */
  readonly children?: ReactNode;
}

export function Banner({ words, tone = "bad", children }: BannerProps) {
  const isBad = tone === "bad";
  const Sign = isBad ? TriangleAlert : Info;
  return (
    <div
      role={isBad ? "alert" : "status"}
      className={classNames(
        "flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-raised px-4 py-2 text-small",
        isBad ? "border-bad" : "border-line",
      )}
    >
      <Sign
        size={15}
        aria-hidden
        className={classNames("shrink-0", isBad ? "text-bad" : "text-accent-text")}
      />
      <p className="min-w-48 flex-1">{words}</p>
      {children && <div className="flex min-w-0 flex-wrap gap-2">{children}</div>}
    </div>
  );
}
