/** What was stored has been cleared while the page was open. */
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Banner } from "./Banner.tsx";

export function LostBanner() {
  const text = useText();
  const lost = useAppStore((state) => state.storageLost);
  if (lost === null) return null;
  return (
    <Banner words={text(`banner.lost.${lost}`)}>
      <Button size="small" onPress={() => useAppStore.setState({ storageLost: null })}>
        {text("banner.understood")}
      </Button>
    </Banner>
  );
}
