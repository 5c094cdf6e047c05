/** What a person decides about a graphics device that was lost too often. */
import { useAppStore } from "../state/store.ts";
import { resumeRun } from "./runs.ts";

/** With what computes now; the run that was under way goes on. */
export function goOnWithoutDevice(): void {
  const { deviceGivenUp } = useAppStore.getState();
  useAppStore.setState({ deviceGivenUp: null });
  if (deviceGivenUp?.pausedRunId) void resumeRun(deviceGivenUp.pausedRunId);
}
