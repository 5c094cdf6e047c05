/** A training does not move although the engine answers. */
import { restartEngine } from "../../client/session.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { Banner } from "./Banner.tsx";

export function StallBanner() {
  const text = useText();
  const name = useAppStore(
    (state) => state.runs.find(({ runId }) => runId === state.stalledRunId)?.name,
  );
  if (name === undefined) return null;
  return (
    <Banner words={text("banner.stalled", { name })}>
      <Button size="small" onPress={() => void restartEngine()}>
        {text("banner.restart")}
      </Button>
    </Banner>
  );
}
