/** The browser stores nothing, or did not when the page was opened. */
import { keepAndReload } from "../../client/memory.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Banner } from "./Banner.tsx";
import { SaveCopyButton } from "./SaveCopyButton.tsx";

export function MemoryBanner() {
  const text = useText();
  const isMemory = useAppStore((state) => state.storage === "memory");
  const isBack = useAppStore((state) => state.isStorageBack);
  if (!isMemory) return null;
  return (
    <Banner words={text(isBack ? "banner.storageBack" : "banner.memory")}>
      {isBack && (
        <Button size="small" onPress={() => void keepAndReload()}>
          {text("banner.keepAndReload")}
        </Button>
      )}
      <SaveCopyButton />
    </Banner>
  );
}
