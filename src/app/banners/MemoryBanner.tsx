/** The browser stores nothing. */
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Banner } from "./Banner.tsx";

export function MemoryBanner() {
  const text = useText();
  const isMemory = useAppStore((state) => state.storage === "memory");
  return isMemory && <Banner words={text("banner.memory")} />;
}
