/** Which runs are compared with each other. */
import { useAppStore } from "../state/store.ts";

/** As many as can be told apart in one chart. */
export const mostCompared = 6;

/** Begins with these runs, or with fewer for the person to add to. */
export const compareRuns = (runIds: readonly string[]): void =>
  useAppStore.setState({ comparedRunIds: runIds });

export const endComparing = (): void => useAppStore.setState({ comparedRunIds: null });

/** Takes a run in, or out again; a run too many stays out. */
export function toggleCompared(runId: string): void {
  useAppStore.setState(({ comparedRunIds }) => {
    const others = (comparedRunIds ?? []).filter((id) => id !== runId);
    const isIn = comparedRunIds?.includes(runId) ?? false;
    if (!isIn && others.length >= mostCompared) return {};
    return { comparedRunIds: isIn ? others : [...others, runId] };
  });
}
