/** Which runs are compared with each other. */
import { useAppStore } from "../state/store.ts";

/** As many as can be told apart in one chart. */
export const mostCompared = 6;

/** Begins with these runs, or with fewer for the person to add to. */
export const compareRuns = (runIds: readonly string[]): void =>
  useAppStore.setState({ comparedRunIds: runIds });

export const endComparing = (): void => useAppStore.setState({ comparedRunIds: null });

/** Takes a run in, or out again; a run too many stays out. Runs that are gone, or of another project, are let go. */
export function toggleCompared(runId: string): void {
  useAppStore.setState(({ comparedRunIds, runs }) => {
    const projectId = runs.find((run) => run.runId === runId)?.projectId;
    const inSight = runs.filter((run) => run.projectId === projectId).map((run) => run.runId);
    const compared = (comparedRunIds ?? []).filter((id) => inSight.includes(id));
    const others = compared.filter((id) => id !== runId);
    if (others.length < compared.length) return { comparedRunIds: others };
    return { comparedRunIds: others.length < mostCompared ? [...others, runId] : others };
  });
}
