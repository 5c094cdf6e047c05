/** What storage holds, put before the user: at the start, and again after the engine was started anew. */

import { lostWeights, type RunRecord } from "../protocol/run.ts";
import type { Workspace } from "../protocol/workspace.ts";
import { type Run, runOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { reloadFilm } from "./films.ts";
import { recallPreview } from "./previews.ts";
import { isOutOfSight } from "./runs.ts";
import { loadSeries } from "./series.ts";

const newestFirst = (runs: readonly Run[]): Run[] =>
  [...runs].sort((a, b) => b.createdAt - a.createdAt);

/** A project that someone was quick enough to make before all was loaded stays, and stays open. */
export function show(workspace: Workspace): void {
  const { projects, newer, runs, settings, storage, unreadable } = workspace;
  for (const run of runs) loadSeries(run.runId, run.history);
  const known = projects.find((project) => project.id === settings?.activeProjectId);
  const early = useAppStore.getState();
  useAppStore.setState({
    projects: [...projects, ...early.projects],
    activeProjectId: early.activeProjectId ?? (known ?? projects[0])?.id ?? null,
    runs: newestFirst(runs.map(runOf)),
    storage,
    unreadable,
    readOnly: {
      ...early.readOnly,
      ...Object.fromEntries(newer.map((id) => [id, "newer"] as const)),
    },
    isLoaded: true,
    ...(settings && {
      activeRunIds: settings.activeRunIds,
      modelId: settings.modelId,
      drafts: settings.drafts,
      domains: settings.domains ?? {},
    }),
  });
  useAppStore.temporal.getState().clear();
}

/**
 * Brings the runs in view to where their records are, and leaves everything else as the user has it: the
 * page knows of edits that storage does not know of yet.
 * @param goesOnId the run that will go on
 * @param lostIds  runs whose weights are gone, unless they are found
 */
export function showAgain(
  { runs, storage }: Workspace,
  goesOnId: string | null,
  lostIds: ReadonlySet<string> = new Set(),
): void {
  const records = new Map(runs.map((record) => [record.runId, record]));
  for (const record of runs) loadSeries(record.runId, record.history);
  const before = useAppStore.getState().runs;
  const known = new Set(before.map(({ runId }) => runId));
  const others = runs.filter(({ runId }) => !known.has(runId) && !isOutOfSight(runId));
  useAppStore.setState({
    storage,
    runs: newestFirst([
      ...before.map((run) => {
        const { runId } = run;
        const [record, goesOn] = [records.get(runId), runId === goesOnId];
        const isLost = !record && !goesOn && lostIds.has(runId);
        return isLost ? { ...run, ...lostWeights } : runAgain(run, record, goesOn);
      }),
      ...others.map(runOf),
    ]),
  });
  if (goesOnId === null) return;
  void recallPreview(goesOnId); // its last picture may be of a step that is still to come
  void reloadFilm(goesOnId);
}

/** Name and data stay as they are shown: in the language in use, and as the user has named them. */
function runAgain(run: Run, record: RunRecord | undefined, goesOn: boolean): Run {
  if (!record) return run;
  const { stepMs: _, ...found } = runOf(record);
  return {
    ...found,
    name: run.name,
    data: run.data,
    stepMs: goesOn ? 0 : run.stepMs, // on another engine, perhaps on another backend
    state: goesOn ? "preparing" : record.state,
  };
}

/** Runs that are shipped with the app join those in view, but for those that were put out of sight. */
export function showShipped(records: readonly RunRecord[]): void {
  const known = new Set(useAppStore.getState().runs.map(({ runId }) => runId));
  const fresh = records.filter(({ runId }) => !known.has(runId) && !isOutOfSight(runId));
  for (const record of fresh) loadSeries(record.runId, record.history);
  useAppStore.setState(({ runs }) => ({
    runs: fresh.length > 0 ? newestFirst([...runs, ...fresh.map(runOf)]) : runs,
    isShippedLoaded: true,
  }));
}
