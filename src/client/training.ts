/** What the Train desk shows: the model, its form values, and the run whose curves are in view. */
import type { Hparams } from "../protocol/spec.ts";
import { useAppStore } from "../state/store.ts";

export const chooseModel = (modelId: string): void => useAppStore.setState({ modelId });

/** Keeps a model's form values for the next run. */
export const keepDraft = (modelId: string, hparams: Hparams): void =>
  useAppStore.setState((state) => ({ drafts: { ...state.drafts, [modelId]: hparams } }));

/** Puts a run in view on the Train desk, with its model and, where it is still there, its project. */
export function showRun(runId: string): void {
  useAppStore.setState((state) => {
    const run = state.runs.find((entry) => entry.runId === runId);
    if (!run) return state;
    const isKnown = state.projects.some((project) => project.id === run.projectId);
    return {
      modelId: run.modelId,
      activeRunIds: { ...state.activeRunIds, train: runId },
      ...(isKnown ? { activeProjectId: run.projectId } : {}),
    };
  });
}

/** Hides the dock's ended run. */
export const closeDock = (): void => useAppStore.setState({ dockRunId: null });
