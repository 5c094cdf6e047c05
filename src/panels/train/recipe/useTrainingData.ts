/** What a run of the chosen model would learn from: the project, or two classes of it. */
import { useMemo } from "react";
import { trainingDataOf } from "../../../client/runs.ts";
import type { TrainingData } from "../../../protocol/project.ts";
import type { Needs } from "../../../protocol/spec.ts";
import { type AppState, selectProject, useAppStore } from "../../../state/store.ts";

export const selectNeeds = (state: AppState): Needs | undefined =>
  state.engine?.models.find((model) => model.id === state.modelId)?.needs;

/** null without a project; the same object as long as nothing changes that it is made of. */
export function useTrainingData(): TrainingData | null {
  const project = useAppStore(selectProject);
  const isOfTwo = useAppStore((state) => selectNeeds(state) === "twoDomains");
  const chosen = useAppStore(({ domains, activeProjectId }) => domains[activeProjectId ?? ""]);
  return useMemo(
    () => project && trainingDataOf(project, isOfTwo ? "twoDomains" : "images", chosen),
    [project, isOfTwo, chosen],
  );
}
