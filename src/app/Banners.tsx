/** What must not be missed: nothing is stored, or the engine is gone. */
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { restartEngine } from "../client/session.ts";
import { useText } from "../messages/text.ts";
import { useAppStore } from "../state/store.ts";
import { Button } from "../ui/Button.tsx";

export function Banners() {
  const text = useText();
  const storage = useAppStore((state) => state.storage);
  const status = useAppStore((state) => state.engineStatus);
  return (
    <>
      {storage === "memory" && <Banner words={text("banner.memory")} />}
      {status === "lost" && (
        <Banner words={text("banner.lost")}>
          <Button size="small" onPress={() => void restartEngine()}>
            {text("banner.restart")}
          </Button>
          <Button size="small" onPress={() => location.reload()}>
            {text("banner.reload")}
          </Button>
        </Banner>
      )}
    </>
  );
}

function Banner({ words, children }: { readonly words: string; readonly children?: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-bad bg-raised px-4 py-2 text-small"
    >
      <TriangleAlert size={15} aria-hidden className="shrink-0 text-bad" />
      <p className="min-w-0 flex-1">{words}</p>
      {children && <div className="flex gap-2">{children}</div>}
    </div>
  );
}
