/** The engine stopped and did not come back by itself. */
import { restartEngine } from "../../client/session.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { Banner } from "./Banner.tsx";

export function EngineLostBanner() {
  const text = useText();
  const isLost = useAppStore((state) => state.engineStatus === "lost");
  if (!isLost) return null;
  return (
    <Banner words={text("banner.lost")}>
      <Button size="small" onPress={() => void restartEngine()}>
        {text("banner.restart")}
      </Button>
      <Button size="small" onPress={() => location.reload()}>
        {text("banner.reload")}
      </Button>
    </Banner>
  );
}
