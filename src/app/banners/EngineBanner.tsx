/** The engine does not answer, is being started again, or has been lost too often. */
import { hasMadeInMemory } from "../../client/atRisk.ts";
import { restartEngine } from "../../client/session.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Banner } from "./Banner.tsx";

export function EngineBanner() {
  const text = useText();
  const status = useAppStore((state) => state.engineStatus);
  const hasMade = useAppStore(hasMadeInMemory);
  if (status === "silent") return <Banner words={text("banner.silent")} />;
  if (status === "restarting")
    return <Banner words={text(hasMade ? "banner.restarting.made" : "banner.restarting")} />;
  if (status !== "lost") return null;
  return (
    <Banner words={text(hasMade ? "banner.lost.made" : "banner.lost")}>
      <Button size="small" onPress={() => void restartEngine()}>
        {text("banner.restart")}
      </Button>
      <Button size="small" onPress={() => location.reload()}>
        {text("banner.reload")}
      </Button>
    </Banner>
  );
}
