/** A training does not move although the engine answers. */
import { lostWithEngine } from "../../client/atRisk.ts";
import { restartEngine } from "../../client/session.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { ConfirmButton } from "../../ui/forms/ConfirmButton.tsx";
import { Banner } from "./Banner.tsx";

export function StallBanner() {
  const text = useText();
  const name = useAppStore(
    (state) => state.runs.find(({ runId }) => runId === state.stalledRunId)?.name,
  );
  const risk = useAppStore(lostWithEngine);
  if (name === undefined) return null;
  const restart = () => void restartEngine();
  return (
    <Banner words={text(risk ? `banner.stalled.${risk}` : "banner.stalled", { name })}>
      {risk ? (
        <ConfirmButton
          label={text("banner.restart")}
          confirmLabel={text("banner.restartSure")}
          onConfirm={restart}
        />
      ) : (
        <Button size="small" onPress={restart}>
          {text("banner.restart")}
        </Button>
      )}
    </Banner>
  );
}
