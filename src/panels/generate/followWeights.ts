/** Knowing when a run has other weights than before. */
import { useAppStore } from "../../state/store.ts";

const runOf = (runId: string) => useAppStore.getState().runs.find((entry) => entry.runId === runId);

/** A run that has just begun has no weights to draw with yet; they will come. */
export function isComing(runId: string): boolean {
  const state = runOf(runId)?.state;
  return state === "preparing" || state === "training";
}

/**
 * Calls back when the run's weights have changed, at most every `everyMs`, and always for the last.
 * @returns what ends it
 */
export function followWeights(runId: string, everyMs: number, onChange: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = useAppStore.subscribe(
    () => `${runOf(runId)?.step}:${runOf(runId)?.state}`,
    () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        onChange();
      }, everyMs);
    },
  );
  return () => {
    clearTimeout(timer);
    off();
  };
}
