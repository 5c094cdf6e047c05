/** Photos that the engine stored, as photos of a project's classes. */
import type { ImportedPhoto, ImportTarget } from "../protocol/importing.ts";
import { type TakenIn, withImported } from "../state/intake.ts";
import { useAppStore } from "../state/store.ts";
import { applyEdit, mayEdit } from "./projects.ts";
import { askEngine } from "./workers.ts";

/**
 * One edit for them all, so that one undo takes it back; none where all were there already.
 * @returns null where the project is not there or may not be edited
 */
export function takeIn(
  imported: readonly ImportedPhoto[],
  target: ImportTarget,
): Omit<TakenIn, "project"> | null {
  const { projectId } = target;
  const project = useAppStore.getState().projects.find(({ id }) => id === projectId);
  if (!project || !mayEdit(projectId)) return null;
  const { project: next, ...taken } = withImported(project, imported, target);
  if (taken.added > 0) applyEdit(projectId, () => next);
  return taken;
}

/**
 * Lets the engine forget an import, once the project is kept as it is now. Where another tab takes the project
 * before that, the photos are not in what is stored: then they wait for whoever may edit it next.
 */
export function finishWhenSaved(importId: string, imported: readonly ImportedPhoto[]): void {
  const ids = new Set(imported.map(({ photo }) => photo.id));
  const isSetAside = () =>
    useAppStore
      .getState()
      .setAside.some(({ classes }) =>
        classes.some(({ photos }) => photos.some(({ id }) => ids.has(id))),
      );
  const finish = async () => {
    unsubscribe();
    if (!isSetAside()) await askEngine((engine) => engine.finishImport(importId));
  };
  const tryToFinish = () => void finish().catch(() => undefined); // else at the next start
  const unsubscribe = useAppStore.subscribe(
    (state) => state.saved,
    (saved) => saved === "saved" && tryToFinish(),
  );
  if (useAppStore.getState().saved === "saved") tryToFinish();
}
