/** Shows when the run that trains has not moved for minutes. */
import { useAppStore } from "../state/store.ts";
import { lookEveryMs, Stall } from "./engine/stall.ts";

const stall = new Stall();

/** Call it once, at the start. */
export function watchStall(): void {
  setInterval(look, lookEveryMs);
}

/** There is news of a run. */
export function noteNews(): void {
  stall.moved();
  if (useAppStore.getState().stalledRunId !== null) useAppStore.setState({ stalledRunId: null });
}

function look(): void {
  const { runs, engineStatus, stalledRunId } = useAppStore.getState();
  const run = engineStatus === "ready" ? runs.find(({ state }) => state === "training") : undefined;
  if (!run) {
    if (stalledRunId !== null) useAppStore.setState({ stalledRunId: null });
    stall.moved();
  } else if (stall.look(performance.now(), run.stepMs) && stalledRunId !== run.runId) {
    useAppStore.setState({ stalledRunId: run.runId });
  }
}
