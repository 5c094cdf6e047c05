/** The projects with their classes and photos: pure edits of the document, each one undoable. */
import { classNameKey, toldApart } from "../lib/className.ts";
import { freshSeed } from "../lib/rng.ts";
import {
  defaultPatchSettings,
  type PatchSettings,
  type Photo,
  type Project,
  type TextureClass,
} from "../protocol/project.ts";

export interface ProjectSlice {
  readonly projects: readonly Project[];
  readonly activeProjectId: string | null;
}

export const createProjectSlice = (): ProjectSlice => ({ projects: [], activeProjectId: null });

/** A new id, unique for all practical purposes. */
export const newId = (): string => crypto.randomUUID();

export const newProject = (name: string): Project => ({
  version: 1,
  id: newId(),
  name,
  classes: [],
  patches: { ...defaultPatchSettings, seed: freshSeed() % 10_000 },
});

export const renameProject = (project: Project, name: string): Project => ({ ...project, name });

export const changePatches = (project: Project, changes: Partial<PatchSettings>): Project => ({
  ...project,
  patches: { ...project.patches, ...changes },
});

/** A name that is taken already gets a number. */
export const addClass = (project: Project, name: string, photos: readonly Photo[] = []): Project =>
  addClassAt(project, { id: newId(), name, photos }, project.classes.length);

/** Puts a class at a place in the order, or last where there are fewer; its name as for `addClass`. */
export function addClassAt(project: Project, entry: TextureClass, place: number): Project {
  const [name] = toldApart(
    [entry.name],
    project.classes.map(({ name: taken }) => taken),
  );
  return {
    ...project,
    classes: project.classes.toSpliced(place, 0, { ...entry, name: name ?? entry.name }),
  };
}

export const renameClass = (project: Project, classId: string, name: string): Project => ({
  ...project,
  classes: project.classes.map((entry) => (entry.id === classId ? { ...entry, name } : entry)),
});

export const removeClass = (project: Project, classId: string): Project => ({
  ...project,
  classes: project.classes.filter((entry) => entry.id !== classId),
});

/** Moves every photo of `fromId` into `intoId` and drops the emptied class. */
export function mergeClasses(project: Project, fromId: string, intoId: string): Project {
  const from = project.classes.find((entry) => entry.id === fromId);
  if (!from || fromId === intoId) return project;
  return removeClass(
    {
      ...project,
      classes: project.classes.map((entry) =>
        entry.id === intoId ? { ...entry, photos: [...entry.photos, ...from.photos] } : entry,
      ),
    },
    fromId,
  );
}

/** Moves a class to another place in the order. */
export function moveClass(project: Project, classId: string, toIndex: number): Project {
  const moved = project.classes.find((entry) => entry.id === classId);
  if (!moved) return project;
  const others = project.classes.filter((entry) => entry.id !== classId);
  return { ...project, classes: others.toSpliced(toIndex, 0, moved) };
}

/** The class that people would take for that of a name, other than `exceptId`. */
export const classNamed = (
  { classes }: Project,
  name: string,
  exceptId?: string,
): TextureClass | undefined =>
  classes.find(({ id, name: own }) => id !== exceptId && classNameKey(own) === classNameKey(name));

/** Takes photos into a class by name (see `classNamed`), creating it at the end if need be. */
export function addPhotos(project: Project, className: string, photos: readonly Photo[]): Project {
  const known = classNamed(project, className);
  if (!known) return addClass(project, className, photos);
  return addPhotosTo(project, known.id, photos);
}

export const addPhotosTo = (
  project: Project,
  classId: string,
  photos: readonly Photo[],
): Project => ({
  ...project,
  classes: project.classes.map((entry) =>
    entry.id === classId ? { ...entry, photos: [...entry.photos, ...photos] } : entry,
  ),
});

export function removePhotos(project: Project, photoIds: ReadonlySet<string>): Project {
  return {
    ...project,
    classes: project.classes.map((entry) =>
      entry.photos.some((photo) => photoIds.has(photo.id))
        ? { ...entry, photos: entry.photos.filter((photo) => !photoIds.has(photo.id)) }
        : entry,
    ),
  };
}

/** Moves photos, whichever classes they are in, to the end of `classId`. */
export function movePhotos(
  project: Project,
  photoIds: ReadonlySet<string>,
  classId: string,
): Project {
  const moving = project.classes.flatMap((entry) =>
    entry.id === classId ? [] : entry.photos.filter((photo) => photoIds.has(photo.id)),
  );
  const staying = new Set(moving.map((photo) => photo.id));
  return addPhotosTo(removePhotos(project, staying), classId, moving);
}

export const photoCount = (project: Project): number =>
  project.classes.reduce((sum, entry) => sum + entry.photos.length, 0);
