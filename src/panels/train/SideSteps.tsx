/** For a run of two rival networks: steps in which only one of the two learns. */
import { stepRun } from "../../client/runs.ts";
import { useText } from "../../messages/text.ts";
import { selectShownRun, useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { Hint } from "../../ui/Hint.tsx";

export function SideSteps() {
  const text = useText();
  const runId = useAppStore((state) => selectShownRun(state)?.runId);
  const isPaused = useAppStore((state) => selectShownRun(state)?.state === "paused");
  const sides = useAppStore(
    (state) => state.engine?.models.find((model) => model.id === state.modelId)?.sides,
  );
  if (runId === undefined) return null;
  return sides?.map((side) => (
    <Hint key={side} text={text.stated(`side.${side}.hint`)}>
      <Button isDisabled={!isPaused} onPress={() => void stepRun(runId, side)}>
        {text.stated(`side.${side}`)}
      </Button>
    </Hint>
  ));
}
