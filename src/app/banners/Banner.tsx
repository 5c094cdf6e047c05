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

/** Only the words are announced: buttons come and change by themselves, and would be read out each time. */
export function Banner({ words, tone = "bad", children }: BannerProps) {
  const isBad = tone === "bad";
  const Sign = isBad ? TriangleAlert : Info;
  return (
    <div
      className={classNames(
        "flex gap-3 border-b bg-raised px-3 py-2 text-small bar:px-5",
        isBad ? "border-bad" : "border-line",
      )}
    >
      <Sign
        size={15}
        aria-hidden
        className={classNames("mt-1.5 shrink-0", isBad ? "text-bad" : "text-accent-text")}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <p
          role={isBad ? "alert" : "status"}
          className="min-w-[min(100%,24rem)] flex-1 py-1 text-pretty wrap-anywhere"
        >
          {words}
        </p>
        {children && <div className="flex max-w-full min-w-0 flex-wrap gap-2">{children}</div>}
      </div>
    </div>
  );
}
