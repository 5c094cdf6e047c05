/** Settings that fit into the memory, in place of those that do not. */
import type { FittingSettings } from "../protocol/dataset.ts";
import { useAppStore } from "../state/store.ts";
import { editProject } from "./projects.ts";
import { keepDraft } from "./training.ts";

/** Of the open project, and of the next run of the model in view. */
export function takeFitting({ batchSize, ...patches }: FittingSettings): void {
  if (Object.keys(patches).length > 0) {
    editProject((project) => ({ ...project, patches: { ...project.patches, ...patches } }));
  }
  if (batchSize === undefined) return;
  const { modelId, drafts } = useAppStore.getState();
  keepDraft(modelId, { ...drafts[modelId], batchSize });
}
