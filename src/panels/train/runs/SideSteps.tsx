/** For a run of two rival networks: steps in which only one of the two learns. */
import { StepForward } from "lucide-react";
import { stepRun } from "../../../client/runs.ts";
import { useText } from "../../../messages/text.ts";
import { selectIsLost, selectShownRun, useAppStore } from "../../../state/store.ts";
import { ActionButton } from "./ActionButton.tsx";
import { useIsCompact, useSides } from "./useRoom.ts";

export function SideSteps() {
  const text = useText();
  const runId = useAppStore((state) => selectShownRun(state)?.runId);
  const isPaused = useAppStore((state) => selectShownRun(state)?.state === "paused");
  const isLost = useAppStore(selectIsLost);
  const sides = useSides();
  const isCompact = useIsCompact();
  if (runId === undefined) return null;
  return sides.map((side) => (
    <ActionButton
      key={side}
      label={text.stated(`side.${side}`)}
      icon={isCompact && <StepForward size={15} aria-hidden />}
      letter={text.stated(`side.${side}.letter`)}
      hint={text.stated(`side.${side}.hint`)}
      isCompact={isCompact}
      isDisabled={!isPaused || isLost}
      onPress={() => void stepRun(runId, side)}
    />
  ));
}
