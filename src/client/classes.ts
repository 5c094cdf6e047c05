/** Edits of classes and photos that take something away or move it: each tells, and offers undo. */
import { cleanClassName } from "../lib/className.ts";
import type { TextureClass } from "../protocol/project.ts";
import {
  classNamed,
  mergeClasses,
  movePhotos,
  removeClass,
  removePhotos,
  renameClass,
} from "../state/project.ts";
import { selectProject, useAppStore } from "../state/store.ts";
import { notify } from "./notices.ts";
import { editProject } from "./projects.ts";

const classById = (classId: string) =>
  selectProject(useAppStore.getState())?.classes.find((entry) => entry.id === classId);

const tell = (message: `notice.${string}`, values: Readonly<Record<string, string | number>>) =>
  notify({ tone: "info", message, values, undo: true });

/**
 * Renames a class; what would not show is no name and changes nothing.
 * @returns the class that has the name already, then nothing is changed; null otherwise
 */
export function renameClassTo(classId: string, typed: string): TextureClass | null {
  const name = cleanClassName(typed);
  const project = selectProject(useAppStore.getState());
  if (!project || name === "") return null;
  const other = classNamed(project, name, classId);
  if (other) return other;
  editProject((current) => renameClass(current, classId, name));
  return null;
}

/** Removes a class with its photos. */
export function deleteClass(classId: string): void {
  const gone = classById(classId);
  if (!gone) return;
  if (!editProject((project) => removeClass(project, classId))) return;
  tell("notice.classDeleted", { name: gone.name, count: gone.photos.length });
}

/** Moves all photos of a class into another and drops the emptied one. */
export function mergeClass(fromId: string, intoId: string): void {
  const [from, into] = [classById(fromId), classById(intoId)];
  if (!from || !into) return;
  if (!editProject((project) => mergeClasses(project, fromId, intoId))) return;
  tell("notice.classMerged", { from: from.name, into: into.name });
}

export function deletePhotos(photoIds: ReadonlySet<string>): void {
  if (photoIds.size === 0) return;
  if (!editProject((project) => removePhotos(project, photoIds))) return;
  tell("notice.photosRemoved", { count: photoIds.size });
}

export function movePhotosTo(photoIds: ReadonlySet<string>, classId: string): void {
  const into = classById(classId);
  if (!into || photoIds.size === 0) return;
  if (!editProject((project) => movePhotos(project, photoIds, classId))) return;
  tell("notice.photosMoved", { name: into.name, count: photoIds.size });
}
