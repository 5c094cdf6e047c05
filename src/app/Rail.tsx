/** The five desks: a column at the left, a bar at the bottom of a narrow screen. */
import { Images, LibraryBig, ScanSearch, SlidersHorizontal, Spline } from "lucide-react";
import type { ComponentType } from "react";
import { openDesk } from "../client/desks.ts";
import { useText } from "../messages/text.ts";
import { type Desk, desks } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { classNames } from "../ui/classNames.ts";

const icons: Readonly<Record<Desk, ComponentType<{ size: number; strokeWidth: number }>>> = {
  data: Images,
  train: Spline,
  generate: SlidersHorizontal,
  inspect: ScanSearch,
  library: LibraryBig,
};

export function Rail() {
  const text = useText();
  const current = useAppStore((state) => state.desk);
  return (
    <nav
      aria-label={text("shell.desks")}
      className="order-last border-t border-line bg-surface bar:order-none bar:w-[76px] bar:border-t-0 bar:border-r"
    >
      <ul className="flex justify-around gap-1 px-1 py-1 bar:flex-col bar:justify-start bar:px-1.5 bar:py-2.5">
        {desks.map((desk) => {
          const Icon = icons[desk];
          const isCurrent = desk === current;
          return (
            <li key={desk} className="min-w-0 flex-1 bar:flex-none">
              <a
                href={`#${desk}`}
                aria-current={isCurrent ? "page" : undefined}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  openDesk(desk);
                }}
                className={classNames(
                  "relative flex h-12 w-full flex-col items-center justify-center gap-1 rounded-control text-label transition-colors bar:h-[58px]",
                  isCurrent ? "bg-hover text-ink" : "text-muted hover:bg-raised hover:text-ink",
                )}
              >
                {isCurrent && (
                  <span
                    aria-hidden
                    className="absolute inset-x-3 top-0 h-0.5 rounded-full bg-accent bar:inset-x-auto bar:inset-y-3 bar:left-0 bar:h-auto bar:w-0.5"
                  />
                )}
                <Icon size={19} strokeWidth={1.75} />
                {text(`desk.${desk}`)}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
