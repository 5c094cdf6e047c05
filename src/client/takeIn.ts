/** Photos that the engine stored, as photos of a project's classes. */
import type { ImportedPhoto } from "../protocol/engine.ts";
import type { Photo } from "../protocol/project.ts";
import type { ImportTarget } from "../protocol/storage.ts";
import { addPhotos, addPhotosTo } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { applyEdit } from "./projects.ts";
import { askEngine } from "./workers.ts";

/**
 * One edit for them all, so that one undo takes it back.
 * @returns whether it was made
 */
export function takeIn(imported: readonly ImportedPhoto[], target: ImportTarget): boolean {
  if (imported.length === 0) return false;
  const { projectId, classId, looseName } = target;
  const byFolder = new Map<string, Photo[]>();
  for (const { photo, folder } of imported) {
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), photo]);
  }
  return applyEdit(projectId, (project) => {
    let next = project;
    for (const [folder, photos] of byFolder) {
      const isForCard = folder === "" && project.classes.some(({ id }) => id === classId);
      next =
        isForCard && classId !== undefined
          ? addPhotosTo(next, classId, photos)
          : addPhotos(next, folder || looseName, photos);
    }
    return next;
  });
}

/** Lets the engine forget an import, once the project is kept as it is now. */
export function finishWhenSaved(importId: string): void {
  const finish = async () => {
    unsubscribe();
    await askEngine((engine) => engine.finishImport(importId));
  };
  const tryToFinish = () => void finish().catch(() => undefined); // else at the next start
  const unsubscribe = useAppStore.subscribe(
    (state) => state.saved,
    (saved) => saved === "saved" && tryToFinish(),
  );
  if (useAppStore.getState().saved === "saved") tryToFinish();
}
